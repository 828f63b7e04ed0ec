"""Stored activations are the network: same numbers, once computed, never computed again."""

import numpy as np
import pytest
import tensorflow as tf

from core.datasets.subset import make_subset
from core.transfer import augment, engines, prefix
from core.transfer.cache import ActivationStore
from core.transfer.calibrate import Choice, least_cosine
from core.transfer.prefix import Prefix, pixels_of
from core.zoo import catalog, split
from core.zoo.network import Network
from tests.sample import some

BUNDLED = [b for b, entry in catalog.BACKBONES.items() if entry.trained_weights == "bundled"]
EXACT = Choice("openvino", "f32", 0, 0, 1, {}, {})
PEER = Choice("tensorflow", "f32", 0, 0, 1, {}, {})
SQUEEZENET = Network("squeezenet")
SIZE = 64


@pytest.fixture(scope="module")
def photos():
    return make_subset("digits", (), 1, 1, 1, 0).train


def pooled(features):
    features = np.asarray(features)
    return features.mean((1, 2)) if features.ndim == 4 else features


@pytest.mark.parametrize("backbone", BUNDLED)
def test_stored_equals_whole_at_every_boundary(backbone, photos, tmp_path):
    """Within 1e-4 of the whole network in TensorFlow, and to the bit when read back.  (At seven
    boundaries of a deep network without TLL_FULL=1.)"""
    store, blocks = ActivationStore(tmp_path), catalog.get(backbone).blocks
    trunk = Network(backbone).load()
    whole = pooled(trunk(pixels_of(photos, SIZE).astype(np.float32), training=False))
    for boundary in some(range(1, len(blocks) + 1), 7):
        prefix = Prefix(Network(backbone), boundary, SIZE, EXACT)
        fresh, hit, kept = prefix(photos, store, lambda done: None)
        assert (hit, kept) == (False, True)
        again, hit, _ = prefix(photos, store, lambda done: None)
        assert hit
        np.testing.assert_array_equal(fresh, again)
        after = split.suffix(trunk, boundary, blocks)
        out = pooled(again if after is None else after(tf.constant(again), training=False))
        scale = np.abs(whole).max()
        np.testing.assert_allclose(out / scale, whole / scale, atol=1e-4)


@pytest.mark.parametrize("backbone", BUNDLED)
def test_both_engines_agree(backbone, photos, tmp_path):
    boundary = len(catalog.get(backbone).blocks)
    a, b = (
        Prefix(Network(backbone), boundary, SIZE, choice)(
            photos, ActivationStore(tmp_path), lambda done: None
        )[0]
        for choice in (EXACT, PEER)
    )
    assert least_cosine(a, b) > 0.99999


def test_every_part_of_the_key_counts(photos, tmp_path):
    base = Prefix(SQUEEZENET, 3, SIZE, EXACT)
    others = [
        Prefix(Network("squeezenet", "random"), 3, SIZE, EXACT),
        Prefix(SQUEEZENET, 4, SIZE, EXACT),
        Prefix(SQUEEZENET, 3, 96, EXACT),
        Prefix(SQUEEZENET, 3, SIZE, PEER),
    ]
    keys = {p.key(photos, None) for p in (base, *others)} | {
        base.key(photos, (0, 0)),
        base.key(photos, (0, 1)),
        base.key(photos, (1, 0)),
        base.key(make_subset("digits", (), 1, 1, 1, 1).train, None),
    }
    assert len(keys) == 9


def test_a_damaged_entry_is_computed_again(photos, tmp_path):
    prefix = Prefix(SQUEEZENET, 2, SIZE, EXACT)
    first, *_ = prefix(photos, ActivationStore(tmp_path), lambda done: None)
    (entry,) = tmp_path.glob("*.npy")
    entry.write_bytes(entry.read_bytes()[:-100])
    again, hit, _ = prefix(photos, ActivationStore(tmp_path), lambda done: None)
    assert not hit
    np.testing.assert_array_equal(first, again)


def test_views_differ_and_come_back(photos, tmp_path):
    store = ActivationStore(tmp_path)
    prefix = Prefix(SQUEEZENET, 9, SIZE, EXACT)
    plain, zero, one = (
        prefix(photos, store, lambda done: None, view)[0] for view in (None, (0, 0), (0, 1))
    )
    assert not np.allclose(plain, zero)
    assert not np.allclose(zero, one)
    again, hit, _ = prefix(photos, store, lambda done: None, (0, 1))
    assert hit
    np.testing.assert_array_equal(again, one)


@pytest.mark.parametrize("view", [None, (0, 0)])
def test_photos_taken_in_pieces_give_the_same(photos, tmp_path, monkeypatch, view):
    """All photos of a large set, scaled at once, would not fit in memory."""
    run = Prefix(SQUEEZENET, 9, SIZE, EXACT)
    whole, *_ = run(photos, ActivationStore(tmp_path, 10), lambda done: None, view)
    monkeypatch.setattr(prefix, "PIECE", 8)
    heard = []
    pieces, *_ = run(photos, ActivationStore(tmp_path, 10), heard.append, view)
    np.testing.assert_allclose(pieces, whole, rtol=1e-5, atol=1e-5)
    assert heard == sorted(heard)
    assert heard[-1] == len(photos.labels) > 8


def test_a_ragged_number_of_photos(tmp_path):
    """The compiled batch is fixed: what fills the last one up must not leak into the answer."""
    pixels = np.random.default_rng(0).integers(0, 256, (engines.BATCH + 3, 64, 64, 3), np.uint8)
    run = engines.OpenVINOEngine(engines.Cut(SQUEEZENET, 3, 64), "f32")
    heard = []
    out = run(pixels, heard.append)
    assert heard[-1] == len(pixels)
    np.testing.assert_allclose(out[-3:], run(pixels[-3:], heard.append), rtol=1e-5, atol=1e-5)


def test_stopping_in_the_middle_of_a_prefix(tmp_path):
    pixels = np.zeros((64, 64, 64, 3), np.uint8)
    run = engines.OpenVINOEngine(engines.Cut(SQUEEZENET, 3, 64), "f32")

    def stop(done):
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        run(pixels, stop)
    assert run(pixels, lambda done: None).shape[0] == 64  # and it can be used again


def test_warp_without_movement_changes_nothing():
    still = augment.Augmentation(0, 0, 0, 0, 0, flip=False)
    pixels = np.random.default_rng(0).integers(0, 256, (2, 16, 16, 3), np.uint8)
    moves = augment.draw(2, 16, np.random.default_rng(0), still)
    np.testing.assert_allclose(augment.warp(pixels, moves), pixels, atol=1e-3)
