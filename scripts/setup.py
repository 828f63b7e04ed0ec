"""Set the project up: a virtual environment, the pinned packages, the images (stdlib only).

    python scripts/setup.py          what the program needs
    python scripts/setup.py --dev    also what the tests need

The same steps on every system; `make` only calls this.  Each requirements file is installed as its
lock says (`scripts/lock.py`): every package with what it needs, by version and by hashes.  That is
done again only when a text changed; what pip succeeded with is kept inside .venv.  So what was
interrupted goes on where it stopped, and a finished set-up does nothing and needs no network.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
INSTALLED = VENV / "installed"  # the requirements files and locks as they were when pip succeeded
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / "python"
OLDEST = (3, 11)

CARRIERS = "requirements-carriers"
RUNTIME = ("requirements", CARRIERS)
DEV = ("requirements-dev",)
LOCKED = "# Of {text}, sha256 {digest}."  # the first line of a lock
NGINX = VENV / "nginx" / "usr" / "sbin" / "nginx"  # what docs/nginx.conf is tested with
DEBIAN_PACKAGES = ("chromium", "fonts-noto-cjk")  # the browser tests, and Japanese in their shots

# The lines of pip's output that tell a waiting person something.
TELLING = ("Collecting", "Downloading", "Building", "Installing", "Successfully", "ERROR", "error")


def main() -> int:
    """Run every step that is needed; returns the exit status."""
    parser = argparse.ArgumentParser(description="Set up the Transfer Learning Lab.")
    parser.add_argument("--dev", action="store_true", help="also what the tests need")
    options = parser.parse_args()
    if sys.version_info < OLDEST:
        say(f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {sys.version.split()[0]}.")
        return 1
    try:
        make_environment()
        for name in RUNTIME + (DEV if options.dev else ()):
            install(name)
        fetch()
        if options.dev:
            install_browser()
            unpack_nginx()
    except subprocess.CalledProcessError as error:
        say(f"Set-up stopped: {Path(error.cmd[0]).name} ended with status {error.returncode}.")
        say("What was finished is kept; run the same command again to go on.")
        return 1
    except KeyboardInterrupt:
        say("Set-up was interrupted; run the same command again to go on.")
        return 130
    return 0


def make_environment() -> None:
    """Create .venv, or again when its commands no longer start (moved folder, removed Python) or
    another TensorFlow, or we know not which, was installed in it.

    The packages `tensorflow` and `tensorflow-cpu` own the same folder: one laid over the other
    mixes the two, and removing one breaks the other.
    """
    name = "requirements.txt"
    if works(BIN / "pip") and tensorflow(INSTALLED / name) == tensorflow(ROOT / name):
        return
    say("Creating the virtual environment .venv")
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)


def tensorflow(requirements: Path) -> list[str]:
    return [line for line in content(requirements).splitlines() if line.startswith("tensorflow")]


def content(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""


def works(command: Path) -> bool:
    """Whether it starts: a command in .venv holds the path of its Python."""
    try:
        return subprocess.run([command, "--version"], capture_output=True).returncode == 0
    except OSError:
        return False


def install(name: str) -> None:
    """Install one requirements file unless these texts of it and of its lock are installed."""
    text, lock = f"{name}.txt", f"{name}.lock"
    if all(content(INSTALLED / file) == content(ROOT / file) for file in (text, lock)):
        return
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check"]
    if content(ROOT / lock).splitlines()[:1] == [first_line(ROOT / text)]:
        say(f"Installing {lock} (the first time this takes minutes)")
        # Whole as it is: nothing else is looked up, and no package runs code to be installed.
        command += ["--require-hashes", "--no-deps", "--only-binary", ":all:"]
        command += ["-r", str(ROOT / lock)]
    else:
        say(f"Installing {text} (the first time this takes minutes)")
        say(f"{lock} is of another text, so the packages' hashes are not checked; to make it anew:")
        say("  python -m scripts.lock")
        command += ["--no-deps"] if name == CARRIERS else []
        command += ["-r", str(ROOT / text)]
    if sys.stdout.isatty():  # a person watches: pip's own progress bars
        subprocess.run(command, check=True)
    else:
        condensed(command)
    INSTALLED.mkdir(exist_ok=True)
    for file in (text, lock):
        (INSTALLED / file).write_text(content(ROOT / file), encoding="utf-8")


def first_line(requirements: Path) -> str:
    """What the lock of a requirements file begins with."""
    digest = hashlib.sha256(content(requirements).encode()).hexdigest()
    return LOCKED.format(text=requirements.name, digest=digest)


def condensed(command: list[str]) -> None:
    """Run a command, let only the telling lines of its output through; raise when it fails."""
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip().startswith(TELLING):
                say("  " + line.strip().partition(" (from ")[0])
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)


def fetch() -> None:
    """Fetch and prepare images and facts; a failure is told and does not stop the program."""
    answer = subprocess.run([str(PYTHON), "-m", "core", "fetch", "--strict"], cwd=ROOT)
    if answer.returncode:
        say("Not everything could be fetched (see above). The program works with what is there;")
        say("run the set-up again when there is a network.")


def install_browser() -> None:
    """Install Debian's browser and Japanese fonts where that is allowed; say so where it is not."""
    missing = [name for name in DEBIAN_PACKAGES if not installed(name)]
    if not missing:
        return
    names = " ".join(missing)
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        say(f"The browser tests need {names}, which cannot be installed from here; where a browser")
        say("is missing, those tests say so.")
        return
    say(f"Installing {names}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
    if subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL).returncode == 0:
        return
    subprocess.run(["apt-get", "update", "-qq"], env=quiet)  # the package lists were out of date
    if subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL).returncode:
        say(f"{names} could not be installed; where a browser is missing, the tests say so.")


def unpack_nginx() -> None:
    """Debian's nginx inside .venv, where there is none: unpacked and not installed, so nothing of
    the system changes and nothing listens."""
    if shutil.which("nginx") or NGINX.exists():
        return
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        say("There is no nginx here, so docs/nginx.conf is not tested.")
        return
    with tempfile.TemporaryDirectory() as folder:
        command = ["apt-get", "download", "-qq", "nginx"]
        got = subprocess.run(command, cwd=folder, stderr=subprocess.DEVNULL).returncode == 0
        for package in Path(folder).glob("nginx_*.deb"):
            subprocess.run(["dpkg-deb", "-x", str(package), str(NGINX.parents[2])], check=True)
    if not got:
        say("nginx could not be fetched, so docs/nginx.conf is not tested.")


def installed(package: str) -> bool:
    """Whether the command (or, for a font, the Debian package) is on this computer."""
    if shutil.which(package):
        return True
    if shutil.which("dpkg-query") is None:
        return False
    command = ["dpkg-query", "-W", "-f", "${Status}", package]
    answer = subprocess.run(command, capture_output=True, text=True)
    return answer.stdout.endswith("install ok installed")


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
