"""The app of a class ends when its door does, however that ends."""

import signal
import subprocess
import sys

import pytest

from core.paths import ROOT

DOOR = """
import subprocess, sys
app = [sys.executable, "-c", sys.argv[1]]
app = subprocess.Popen(app, stdin=subprocess.PIPE, stdout=1)
sys.stdin.read()
"""
APP = """
import signal, sys, threading, time
from dashboard.classroom import inside
inside.PATIENCE = 0.2
{}
try:
    threading.Thread(target=inside._end_with, args=(0,), daemon=True).start()
    print("up", flush=True)
    while True:
        time.sleep(0.05)
except KeyboardInterrupt:
    print("in order", flush=True)
"""
IN_ORDER = APP.format("")
DEAF = APP.format("signal.signal(signal.SIGINT, signal.SIG_IGN)")


@pytest.mark.parametrize(("app", "says"), [(IN_ORDER, "in order\n"), (DEAF, "")])
def test_the_app_ends_with_a_door_that_was_killed(app, says):
    door = subprocess.Popen(
        [sys.executable, "-c", DOOR, app],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with door:
        up = door.stdout.readline()
        door.send_signal(signal.SIGKILL)
        assert up + door.stdout.read() == f"up\n{says}"  # to its end: nobody holds it any more
