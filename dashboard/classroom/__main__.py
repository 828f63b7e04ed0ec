"""Start the app for a class: reachable in the network, by code, with TLS.

python -m dashboard.classroom [--host 0.0.0.0] [--port 8501] [--tls-only] [--teacher-code …]
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import secrets
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Sequence
from ipaddress import ip_address
from pathlib import Path

from core.classroom import addresses, authority, codes
from core.classroom.room import Room
from core.classroom.setting import Setting
from core.messages import LabError
from core.paths import ROOT, data_dir
from dashboard.classroom import welcome
from dashboard.classroom.door import Door

TEACHER_CODE = "TLL_TEACHER_CODE"  # the environment variable
START = 60.0  # seconds that the app may take to begin
LOOK = 0.25  # seconds between two looks whether the app still runs


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until Ctrl-C; returns the exit status."""
    options = _options(arguments)
    try:
        return _run(options)
    except LabError as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(
            f"Port {options.port} of {options.host} cannot be opened ({error.strerror}). "
            "Is a class running already? --port takes another one.",
            file=sys.stderr,
        )
    return 1


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m dashboard.classroom", description="The Transfer Learning Lab for a class."
    )
    parser.add_argument(
        "--host", type=_address, default="0.0.0.0", help="address to listen on (0.0.0.0, ::: all)"
    )
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument(
        "--tls-only", action="store_true", help="for devices that trust the certificate already"
    )
    parser.add_argument(
        "--teacher-code",
        default=os.environ.get(TEACHER_CODE, ""),
        help=f"instead of a new one at each start; better in the variable {TEACHER_CODE}",
    )
    parser.add_argument("--new-code", action="store_true", help="another code for learners")
    return parser.parse_args(arguments)


def _address(text: str) -> str:
    return str(ip_address(text))


def _run(options: argparse.Namespace) -> int:
    with _listener(options.host, options.port) as listener:
        setting = Setting(
            secrets.token_hex(16), options.host, listener.getsockname()[1], options.tls_only
        )
        teacher_code = options.teacher_code or codes.for_teacher()
        code = _prepared(teacher_code, options.new_code)
        files = authority.prepare(
            data_dir() / authority.FOLDER, addresses.host_names(), addresses.addresses()
        )
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(files.certificate, files.key)
        inside = _free_port()
        app = _start(inside, setting)
        try:
            _ready(app, inside)
            shown = "" if options.teacher_code else teacher_code
            print(welcome.words(setting, code, shown, files.authority), flush=True)
            door = Door(inside, setting.door, tls, files.authority, options.tls_only)
            with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
                return runner.run(_serve(door, listener, app))
        except KeyboardInterrupt:
            return 0
        finally:
            _end(app)


def _prepared(teacher_code: str, new_code: bool) -> str:
    """Set the teacher's code; the one for learners."""
    room = Room()
    try:
        room.set_teacher_code(teacher_code)
        return room.new_code() if new_code else room.code()
    finally:
        room.close()


async def _serve(door: Door, listener: socket.socket, app: subprocess.Popen[bytes]) -> int:
    """Keep the door open while the app runs."""
    serving = asyncio.create_task(door.serve(listener))
    while app.poll() is None and not serving.done():
        await asyncio.wait([serving], timeout=LOOK)
    serving.cancel()
    if app.poll() is not None:
        print(f"The app has ended (status {app.returncode}).", file=sys.stderr)
    return 1


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ip_address(host).version == 6 else socket.AF_INET
    listener = socket.create_server(
        (host, port), family=family, backlog=200, dualstack_ipv6=host == "::"
    )
    listener.setblocking(False)
    return listener


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _start(port: int, setting: Setting) -> subprocess.Popen[bytes]:
    """The app itself, for this computer only; everything else as .streamlit/config.toml says."""
    command = [sys.executable, "-m", "dashboard.classroom.inside", "--server.headless", "true"]
    command += ["--server.address", "127.0.0.1", "--server.port", str(port)]
    command += ["--server.allowedHosts", "*"]  # what the network calls this computer
    return subprocess.Popen(
        command,
        cwd=Path(ROOT),
        env=os.environ | setting.to_environment(),
        stdin=subprocess.PIPE,  # closed by the system when this process is gone
        stdout=subprocess.DEVNULL,  # its own address, which is nobody's
    )


def _ready(app: subprocess.Popen[bytes], port: int) -> None:
    """Wait until the app answers; it may take a while on a slow disk."""
    for _look in range(int(START / LOOK)):
        if app.poll() is not None:
            return
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), LOOK):
            return
        time.sleep(LOOK)


def _end(app: subprocess.Popen[bytes]) -> None:
    """Ctrl-C has reached the app as well; a signal to this process alone has not."""
    if app.poll() is None:
        app.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
    try:
        app.wait(15)
    except subprocess.TimeoutExpired:
        app.kill()
        app.wait()


def _ended(*_: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _ended)
    sys.exit(main())
