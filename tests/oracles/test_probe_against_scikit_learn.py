"""The probe is solved in the space the photos span; scikit-learn solves it in all of it."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from core.transfer import probe

pytestmark = pytest.mark.oracle


@pytest.mark.parametrize("classes", [2, 4])
def test_equals_the_solution_in_full_space(classes):
    rng = np.random.default_rng(0)
    y = np.arange(60) % classes
    x = rng.normal(size=(60, 200)) + np.eye(200)[y]
    solved = probe.solve(x, y, x[:20], y[:20], classes)
    standard = (x - solved.mean) / solved.scale
    peer = LogisticRegression(C=solved.strength, max_iter=5000, tol=1e-8).fit(standard, y)
    np.testing.assert_allclose(solved.probabilities(x), peer.predict_proba(standard), atol=2e-3)
