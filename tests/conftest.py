"""What every kind of test may start from: the state that set-up leaves."""

import gc
import os
import shutil
import signal
from dataclasses import replace
from pathlib import Path

# Two cores are busy with four shares of the tests: NumPy's threads then wait for each other, which
# takes the eigenvectors of the look-alikes 20 times the processor's time and 10 times the clock's.
# (Read when NumPy is imported, here and in every process that a test starts.)
# TensorFlow's threads look busily for work, which takes a tenth more.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "1")
os.environ.setdefault("TF_NUM_INTEROP_THREADS", "1")

import platformdirs
import pytest

from core import paths
from core.zoo import catalog
from core.zoo.backbone import Backbone
from core.zoo.network import Network

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


@pytest.fixture(scope="session", params=catalog.BACKBONES.values(), ids=lambda b: b.id)
def backbone(request):
    """Every network of the catalogue; pytest puts the tests of one together."""
    return request.param


@pytest.fixture(scope="session")
def trunk(backbone):
    """It, built once for all tests that only look at it: with its own weights where set-up brings
    them, else with random ones."""
    bundled = backbone.trained_weights == "bundled"
    return Network(backbone.id, "bundled" if bundled else "random").load()


@pytest.fixture
def built_once(trunk, monkeypatch):
    """Whoever builds a network during this test gets `trunk`: a second one would be the same
    (`test_names_are_stable_and_exportable`)."""
    monkeypatch.setattr(Backbone, "build", lambda self: trunk)
    return trunk


@pytest.fixture(scope="module")
def half_size():
    """SqueezeNet looks at photos of half its side in this module: a quarter of the work."""
    from core.imagine.attacks.victim import victim

    small = replace(catalog.BACKBONES["squeezenet"], native_size=113)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(catalog.BACKBONES, small.id, small)
        victim.cache_clear()
        yield small.native_size
    victim.cache_clear()
