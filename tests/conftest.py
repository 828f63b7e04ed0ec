"""What every kind of test may start from: the state that set-up leaves."""

import gc
import os
import shutil
import signal
from pathlib import Path

import platformdirs
import pytest

from core import paths

# TensorFlow is imported in a fifth less time where unreachable objects are looked for less often.
gc.set_threshold(50_000, 20, 20)

# A shell that starts the tests in the background makes them ignore Ctrl-C, and with them every
# program that they start; some tests are about Ctrl-C.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _linked(source, target):
    try:
        os.link(source, target)
    except OSError:  # another disk
        shutil.copy2(source, target)


@pytest.fixture(scope="session")
def as_after_setup():
    """``as_after_setup(folder)``: counted facts and converted networks, as `make setup` made them.

    Fetched photos only with ``photos=True``: many tests are about a machine without them.  Nothing
    is there to copy where set-up has not run; everything is then made as it is needed.
    """

    def fill(folder, photos=False):
        ready = Path(platformdirs.user_cache_dir(paths.APP, appauthor=False))
        made = ["facts", "descriptions", "calibration", "openvino"]
        for name in [*made, "datasets"] if photos else made:
            if (ready / name).is_dir():
                shutil.copytree(
                    ready / name,
                    Path(folder) / name,
                    copy_function=_linked,
                    ignore=shutil.ignore_patterns("compiled", "*-random-*", "*.part"),
                    dirs_exist_ok=True,
                )

    return fill
