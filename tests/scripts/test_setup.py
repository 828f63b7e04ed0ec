"""The set-up, run for real in a small project of its own; nothing here needs a network."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bench.setup import downloaded
from scripts import setup

ROOT = Path(__file__).resolve().parents[2]
BIN = "Scripts" if os.name == "nt" else "bin"
NAMES = ("requirements.txt", "requirements-carriers.txt", "requirements-dev.txt")


FROM_HERE = "--no-index\n--find-links wheels\n"


def write_wheel(folder, package, owns="tensorflow", text=""):
    """A package that owns the folder `tensorflow/`, as the two real ones do; its sha256."""
    folder.mkdir(exist_ok=True)
    about = f"{package}-1.dist-info"
    files = {
        f"{owns}/__init__.py": f"package = {package!r}\n{text}",
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {package}\nVersion: 1\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files[f"{about}/RECORD"] = "".join(f"{name},,\n" for name in [*files, f"{about}/RECORD"])
    path = folder / f"{package}-1-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for name, text in files.items():
            wheel.writestr(name, text)
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A project set up once (with a package of two files and a `core fetch` that only counts how
    often it ran), and what the set-up said.  Making its environment takes seconds."""
    path = tmp_path_factory.mktemp("finished")
    (path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "setup.py", path / "scripts")
    for name in NAMES:
        (path / name).write_text("# nothing\n")
    for package in ("tensorflow", "tensorflow_cpu"):
        write_wheel(path / "wheels", package)
    (path / "requirements.txt").write_text(FROM_HERE + "tensorflow==1\n")
    (path / "core").mkdir()
    (path / "core" / "__main__.py").write_text(
        "import pathlib, sys\n"
        "assert sys.argv[1:] == ['fetch', '--strict'], sys.argv\n"
        "pathlib.Path('fetched').open('a').write('x')\n"
        "sys.exit(pathlib.Path('offline').exists())\n"
    )
    return path, set_up(path)


@pytest.fixture
def project(finished, tmp_path):
    """A copy of the finished project, for one test to break."""
    return Path(shutil.copytree(finished[0], tmp_path / "project", symlinks=True))


def set_up(project: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(project / "scripts" / "setup.py")]
    # The real project must not be found beside the copy, whatever the caller's settings are.
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        command, capture_output=True, text=True, cwd=project.parent, env=environment
    )


def test_once_then_nothing_then_only_what_changed(finished, project):
    first = finished[1]
    assert first.returncode == 0, first.stdout + first.stderr
    assert "Creating the virtual environment" in first.stdout
    assert "Installing requirements.txt" in first.stdout
    assert "Installing requirements-carriers.txt" in first.stdout
    assert "requirements-dev" not in first.stdout

    second = set_up(project)
    assert (second.returncode, second.stdout) == (0, "")
    assert (project / "fetched").read_text() == "xx"

    (project / "requirements-carriers.txt").write_text("# changed\n")
    third = set_up(project)
    assert third.stdout.count("Installing") == 1
    assert "requirements-carriers.txt" in third.stdout


def test_a_failed_installation_leaves_no_stamp_and_the_next_run_goes_on(project):
    (project / "requirements-carriers.txt").write_text("./not-there\n")
    failed = set_up(project)
    assert failed.returncode == 1
    assert "run the same command again" in failed.stdout
    assert (project / "fetched").read_text() == "x"  # not asked again

    (project / "requirements-carriers.txt").write_text("# repaired\n")
    again = set_up(project)
    assert again.returncode == 0
    assert (project / "fetched").read_text() == "xx"
    assert "Creating" not in again.stdout
    assert "Installing requirements.txt" not in again.stdout
    assert "Installing requirements-carriers.txt" in again.stdout


def test_a_lock_is_installed_and_a_file_with_another_hash_is_refused(project):
    text, lock = (project / f"requirements-carriers.{kind}" for kind in ("txt", "lock"))
    text.write_text("carried==1\n")
    digest = write_wheel(project / "wheels", "carried", "carried")
    written = f"{setup.first_line(text)}\n{FROM_HERE}carried==1 --hash=sha256:{digest}\n"
    lock.write_text(written)
    answer = set_up(project)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "Installing requirements-carriers.lock" in answer.stdout
    assert set_up(project).stdout == ""

    write_wheel(project / "wheels", "carried", "carried", "print('another')")
    lock.write_text(written + "# one more\n")
    for about in (project / ".venv").rglob("carried-1.dist-info"):
        shutil.rmtree(about)  # else pip looks at no file
    refused = set_up(project)
    assert refused.returncode == 1
    assert "DO NOT MATCH THE HASHES" in refused.stdout

    text.write_text("./not-there\n")  # what somebody changed: without the lock, and said so
    changed = set_up(project)
    assert "requirements-carriers.lock is of another text" in changed.stdout
    assert "Installing requirements-carriers.txt" in changed.stdout


def test_what_cannot_be_fetched_is_told_and_does_not_stop_the_program(project):
    (project / "offline").touch()
    answer = set_up(project)
    assert answer.returncode == 0
    assert "The program works with what is there" in answer.stdout


def test_in_a_folder_that_was_moved_the_environment_is_made_again(finished, project):
    for file in (project / ".venv" / BIN).glob("pip*"):
        file.write_bytes(file.read_bytes().replace(bytes(finished[0]), b"/not/there"))
    answer = set_up(project)
    assert answer.returncode == 0
    assert "Creating the virtual environment" in answer.stdout
    assert "Installing requirements.txt" in answer.stdout


def test_another_tensorflow_is_never_laid_over_the_one_that_is_there(project):
    (project / "requirements.txt").write_text(FROM_HERE + "tensorflow==1\n# one more\n")
    same = set_up(project)
    assert "Creating" not in same.stdout
    assert "Installing requirements.txt" in same.stdout
    assert tensorflow_in(project) == (["tensorflow-1.dist-info"], "tensorflow")

    (project / "requirements.txt").write_text(FROM_HERE + "tensorflow-cpu==1\n# one more\n")
    other = set_up(project)
    assert other.returncode == 0, other.stdout + other.stderr
    assert "Creating the virtual environment" in other.stdout
    assert "Installing requirements-carriers.txt" in other.stdout
    assert tensorflow_in(project) == (["tensorflow_cpu-1.dist-info"], "tensorflow_cpu")


def test_what_nobody_knows_how_it_was_made_is_made_again(monkeypatch, tmp_path):
    """As the set-up of older versions left it, or pip when it was stopped."""
    commands = []
    monkeypatch.setattr(setup, "works", lambda command: True)
    monkeypatch.setattr(setup, "INSTALLED", tmp_path)
    monkeypatch.setattr(setup.subprocess, "run", lambda command, **how: commands.append(command))
    setup.make_environment()
    assert commands == [[sys.executable, "-m", "venv", "--clear", str(ROOT / ".venv")]]

    shutil.copy(ROOT / "requirements.txt", tmp_path)
    setup.make_environment()
    assert len(commands) == 1


def test_the_bytes_that_pip_says_it_downloads_are_added_up():
    said = """  Collecting numpy==2.4.6
  Downloading numpy-2.4.6-cp311-cp311-manylinux_2_27_x86_64.whl (16.5 MB)
  Downloading zict-3.0.0-py2.py3-none-any.whl (43 kB)
  Installing collected packages: numpy, zict
"""
    assert downloaded(said) == pytest.approx(16_543_000)


def tensorflow_in(project):
    """Which packages own the folder `tensorflow/`, and whose content it has."""
    python = project / ".venv" / BIN / "python"
    says = "import tensorflow; print(tensorflow.package, tensorflow.__file__)"
    answer = subprocess.run([python, "-c", says], capture_output=True, text=True, check=True)
    package, file = answer.stdout.split(maxsplit=1)
    packages = Path(file).parents[1].glob("tensorflow*-*.dist-info")
    return [path.name for path in packages], package
