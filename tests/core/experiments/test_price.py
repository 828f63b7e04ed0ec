"""The price of a network is measured, and the measurement can be stopped."""

import pytest

from core.experiments import price
from core.transfer import calibrate


def test_photos_a_second_are_measured_with_whatever_weights_are_here():
    seen = []
    found = price.measure(["squeezenet"], lambda phase, done, total: seen.append(phase))
    told = found["networks"]["squeezenet"]
    assert told["per_second"] > 0
    assert told["weights"] == "bundled"
    assert told["size"] == 227
    assert found["photos"] == calibrate.PHOTOS
    assert found["engine"] in ("openvino", "tensorflow")
    assert seen[0] == "convert"
    assert set(seen[1:]) == {"measure"}


def test_it_stops_when_it_is_told_to():
    class Stop(Exception):
        pass

    def on_step(phase, done, total):
        if phase == "measure":
            raise Stop

    with pytest.raises(Stop):
        price.measure(["squeezenet"], on_step)
