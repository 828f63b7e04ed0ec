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
import signal, sys, threading
from dashboard.classroom import inside
inside.PATIENCE = 0.2
print("up", flush=True)
threading.Thread(target=inside._end_with, args=(0,), daemon=True).start()
{}
"""
IN_ORDER = APP.format("try: signal.pause()\nexcept KeyboardInterrupt: print('in order')")
DEAF = APP.format("signal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: signal.pause()")


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
