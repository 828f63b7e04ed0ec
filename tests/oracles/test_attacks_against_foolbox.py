"""Our attacks and those of foolbox and ART on the same network and the same real photos, of half
the size that it is used to."""

import numpy as np
import pytest

from core.datasets.samples import sample
from core.imagine.attacks import run
from core.imagine.attacks.methods import deepfool
from core.imagine.attacks.problem import Found
from core.imagine.attacks.recipe import Attack
from core.imagine.attacks.victim import victim
from core.zoo import classifier

pytestmark = [pytest.mark.oracle, pytest.mark.filterwarnings("ignore")]
BACKBONE = "squeezenet"
PHOTOS = 2


@pytest.fixture(scope="module")
def photos(half_size):
    names = [f"imagenet_{n:02}" for n in range(PHOTOS)]
    return np.stack([classifier.view(BACKBONE, sample(name).pixels()) for name in names])


@pytest.fixture(scope="module")
def foolbox_model():
    import foolbox

    return foolbox.TensorFlowModel(classifier.load(BACKBONE), bounds=(0, 255))


def own_answers(pictures):
    return victim((BACKBONE,)).probabilities(pictures)[0].argmax(1)


def test_fgsm_makes_the_same_pictures(photos, foolbox_model):
    import foolbox
    import tensorflow as tf

    attack = foolbox.attacks.LinfFastGradientAttack(random_start=False)
    labels = tf.constant(own_answers(photos), tf.int64)
    _raw, theirs, _hit = attack(foolbox_model, tf.constant(photos, tf.float32), labels, epsilons=4)
    # `attack` looks for the best picture met, which may be the photo itself: the step is compared
    ours = run.make(Attack.of("fgsm", backbones=(BACKBONE,), goal="untargeted"), photos).pictures
    changed = (ours != photos).any((1, 2, 3))
    assert changed.any()
    same = ours[changed] == theirs.numpy().round()[changed]
    assert same.mean() > 0.999  # a gradient of almost nothing has no sign that can be relied on


def test_pgd_succeeds_where_theirs_does(photos, foolbox_model):
    import foolbox
    import tensorflow as tf
    from art.attacks.evasion import ProjectedGradientDescent
    from art.estimators.classification import TensorFlowV2Classifier

    target = tf.fill([PHOTOS], tf.constant(284, tf.int64))
    pixels = tf.constant(photos, tf.float32)
    settings = {"abs_stepsize": 1, "steps": 10, "random_start": False}
    attack = foolbox.attacks.LinfProjectedGradientDescentAttack(**settings)
    criterion = foolbox.criteria.TargetedMisclassification(target)
    _raw, foolbox_says, _hit = attack(foolbox_model, pixels, criterion, epsilons=2)

    model = classifier.load(BACKBONE)
    loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    estimator = TensorFlowV2Classifier(
        model, 1000, photos.shape[1:], loss_object=loss, clip_values=(0, 255)
    )
    theirs = ProjectedGradientDescent(
        estimator, eps=2, eps_step=1, max_iter=10, targeted=True, verbose=False
    )
    art_says = theirs.generate(photos.astype(np.float32), y=np.full(PHOTOS, 284))

    ours = run.make(
        Attack.of("pgd", backbones=(BACKBONE,), budget=2, steps=10, step=1), photos
    ).pictures
    hits = [
        (own_answers(np.asarray(pictures).round()) == 284).sum()
        for pictures in (ours, foolbox_says, art_says)
    ]
    assert hits[0] >= max(hits[1:])
    assert hits[0] > 0


def test_deepfool_finds_as_short_a_way_out(photos, foolbox_model):
    import foolbox
    import tensorflow as tf

    labels = tf.constant(own_answers(photos), tf.int64)
    attack = foolbox.attacks.L2DeepFoolAttack(steps=30, candidates=10)
    raw, _clipped, hit = attack(
        foolbox_model, tf.constant(photos, tf.float32), labels, epsilons=None
    )
    assert hit.numpy().all()
    recipe = Attack.of("deepfool", backbones=(BACKBONE,))
    for photo, theirs in zip(photos, raw.numpy(), strict=True):
        problem = run.problem_of(recipe, photo[None])
        change = deepfool.way_out(problem, Found.start(photo[None]))
        ours = np.linalg.norm(change) * (1 + deepfool.OVERSHOOT)
        assert ours < 1.05 * np.linalg.norm(theirs - photo)
