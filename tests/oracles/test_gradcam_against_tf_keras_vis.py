"""Our Grad-CAM and that of tf-keras-vis on the same network, photo and class."""

import numpy as np
import pytest

from core.datasets.samples import sample
from core.imagine import saliency
from core.zoo import catalog, classifier

pytestmark = [pytest.mark.oracle, pytest.mark.filterwarnings("ignore::DeprecationWarning")]


@pytest.mark.parametrize(
    ("backbone", "block"),
    [("efficientnet_lite0", 18), ("efficientnet_lite0", 11), ("squeezenet", 9)],
)
@pytest.mark.parametrize(("photo", "target"), [("chelsea", 281), ("coffee", 967)])
def test_the_maps_agree(backbone, block, photo, target):
    from tf_keras_vis.gradcam import Gradcam
    from tf_keras_vis.utils.scores import CategoricalScore

    view = classifier.view(backbone, sample(photo).pixels())
    ours = saliency.gradcam(backbone, view, target, block)
    layer = catalog.get(backbone).blocks[block - 1].layer
    theirs = Gradcam(classifier.load(backbone), clone=False)(
        CategoricalScore([target]),
        view[None].astype(np.float32),
        penultimate_layer=layer,
        seek_penultimate_conv_layer=False,  # it would take the convolution before ours
        expand_cam=False,
        normalize_cam=False,
    )
    assert np.corrcoef(ours.ravel(), np.asarray(theirs[0]).ravel())[0, 1] >= 0.99
