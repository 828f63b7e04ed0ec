"""Something else listens where the app was told to."""

import socket
import subprocess
import sys

from core.paths import ROOT
from tests.patience import PATIENCE


def test_a_port_in_use_is_named_and_nothing_is_left_running():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        done = subprocess.run(
            [
                *(sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard" / "app.py")),
                *("--server.port", port, "--server.headless", "true"),
            ],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
    assert done.returncode == 1
    assert f"Port {port} is not available" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
