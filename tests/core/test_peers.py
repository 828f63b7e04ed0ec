"""Files of other workers: what is given away, and that only what is whole is taken."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager

import numpy as np
import pytest

from core import peers
from core.datasets import own, stored
from core.messages import LabError
from core.transfer.cache import ActivationStore
from core.zoo import weights

KEY = "a" * 32


class Known:
    """Peers that have what they are told: name → what each of them would send."""

    def __init__(self, **kept):
        self.kept, self.turns = kept, []

    def offers(self, name):
        for sent in self.kept.get(name, ()):
            told = sent if isinstance(sent, bytes) else sent.told
            piece = sent.piece if not isinstance(sent, bytes) else self._pieces(sent)
            yield peers.Offer(len(told), hashlib.sha256(told).hexdigest(), piece)

    def _pieces(self, sent):
        return lambda start: sent[start : start + 1000]

    @contextmanager
    def turn(self, name, waiting):
        waiting()
        self.turns.append(name)
        yield


class Gone:
    """A peer that goes away in the middle."""

    told = b"x" * 3000

    def piece(self, start):
        if start:
            raise ConnectionError
        return b"x" * 1000


class Liar:
    """One that sends something else than it offered."""

    told = b"right"

    def piece(self, start):
        return b"" if start else b"wrong"


@pytest.fixture
def here(tmp_path, monkeypatch):
    for variable in ("TLL_CACHE_DIR", "TLL_DATA_DIR", "KERAS_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / variable))
    return tmp_path


@pytest.fixture
def joined(here, monkeypatch):
    """``joined({name: [what each peer sends]})``."""

    def join(kept):
        known = Known(**kept)
        monkeypatch.setattr(peers, "_peers", known)
        return known

    return join


def place(name):
    return peers.FOLDERS["activations"]() / name


def test_alone_nothing_is_asked_for_and_nobody_waits(here):
    assert not peers.joined()
    assert not peers.bring(place(f"{KEY}.npy"))
    with peers.turn(place(f"{KEY}.npy"), waiting=pytest.fail):
        pass


def test_the_first_peer_with_the_whole_file_is_taken(joined):
    data = bytes(range(256)) * 40
    name = f"activations/{KEY}.npy"
    joined({name: [Gone(), Liar(), data]})
    assert peers.bring(place(f"{KEY}.npy"))
    assert place(f"{KEY}.npy").read_bytes() == data
    assert [file.name for file in place("").iterdir()] == [f"{KEY}.npy"]


@pytest.mark.parametrize("sent", [[], [Gone()], [Liar()], [b"not what was wanted"]])
def test_what_is_not_whole_leaves_nothing(joined, sent):
    joined({f"activations/{KEY}.npy": sent})
    assert not peers.bring(place(f"{KEY}.npy"), lambda copy: copy.read_bytes() == b"right")
    assert not list(place("").iterdir())


def test_where_there_is_no_room_nothing_is_left(joined, monkeypatch):
    joined({f"activations/{KEY}.npy": [b"right"]})

    def full(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(peers.Path, "replace", full)
    assert not peers.bring(place(f"{KEY}.npy"))
    assert not list(place("").iterdir())


@pytest.mark.parametrize(
    "name",
    [
        "",
        "activations",
        "data/runs.sqlite",
        "activations/../runs.json",
        "activations/.hidden/a.npy",
        "activations/a.pkl",
        "activations/C:a.npy",
        "activations/..\\a.npy",
        "/etc/hosts.json",
        "own/own-0123456789abcdef/dataset.json",  # a copy is not lent on
    ],
)
def test_nothing_else_is_given_away(here, name):
    for file in ("runs.json", ".hidden/a.npy", "activations/a.pkl"):
        path = peers.cache_dir() / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("secret")
    copy = own.folder("own-0123456789abcdef")
    copy.mkdir()
    for file in ("dataset.json", peers.LENT):
        (copy / file).write_text("{}")
    assert peers.located(name) is None


def test_activations_of_a_peer_are_as_good_as_ones_own(joined):
    numbers = np.arange(600, dtype=np.float32).reshape(20, 30)
    theirs = ActivationStore()
    theirs.save(KEY, numbers)
    sent = theirs.path(KEY).read_bytes()
    theirs.clear()
    joined({f"activations/{KEY}.npy": [sent]})
    np.testing.assert_array_equal(ActivationStore().load(KEY), numbers)
    theirs.clear()
    joined({f"activations/{KEY}.npy": [sent[:-1] + b"?"]})  # damaged at the peer's
    assert ActivationStore().load(KEY) is None


def test_an_image_set_comes_with_its_manifest_last(joined, here):
    folder = peers.FOLDERS["datasets"]() / "some"
    folder.mkdir()
    stored.write(folder, np.zeros((4, 2, 2, 3), np.uint8), np.arange(4) % 2, 2, "a test")
    names = ("images.npy", "labels.npy", "manifest.json")
    files = {f"datasets/some/{name}": [(folder / name).read_bytes()] for name in names}
    digest = stored.read(folder).digest
    for name in names:
        (folder / name).unlink()
    joined(files | {"datasets/some/labels.npy": [Gone()]})
    assert not stored.present(folder) and not (folder / "manifest.json").exists()
    joined(files)
    assert stored.read(folder).digest == digest


def test_weights_of_a_peer_must_be_what_their_makers_published(joined, here):
    source = weights.catalog.get("vgg16").source
    joined({f"weights/{source.name}": [b"other numbers"]})
    with pytest.raises(LabError):
        weights.ready("vgg16")
    assert not weights.path("vgg16").exists()


def test_photos_that_were_deleted_do_not_come_back(joined, here):
    """Of a dataset that is deleted its document remains; nobody lends the photos."""
    document = b'{"id": "x", "owner": "me", "title": "Cats", "classes": [], "class_titles": []}'
    dataset = "own-0123456789abcdef"
    joined({f"own/{dataset}/dataset.json": [document]})
    assert own.document(dataset)["title"] == "Cats"
    assert not own.available(dataset)
    with pytest.raises(LabError):
        own.load(dataset)
