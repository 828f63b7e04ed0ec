"""The race of the two convolutions: what is told of it, and that it can be stopped."""

import pytest

from core.experiments import convolution_time
from core.experiments.separable import pair


def test_it_tells_the_ratio_of_the_work_and_of_the_time():
    seen = []
    found = convolution_time.measure(3, 8, 16, 7, lambda done, total: seen.append(done))
    assert found["promised"] == pytest.approx(1 / (1 / 16 + 1 / 9))
    assert found["photos"] == convolution_time.MOST_PHOTOS
    assert found["side"] == 7
    assert seen == list(range(found["rounds"]))
    assert all(seconds > 0 for seconds in found["seconds"].values())
    low, middle, high = found["faster"]
    assert 0 < low <= middle <= high


def test_a_run_that_would_take_too_long_is_made_on_a_smaller_map(monkeypatch):
    monkeypatch.setattr(convolution_time, "LARGEST", pair(3, 8, 8, 14).standard.macs)
    found = convolution_time.measure(3, 8, 8, 56)
    assert found["side"] == 14
    assert found["promised"] == pytest.approx(1 / pair(3, 8, 8, 56).share)


def test_it_stops_when_it_is_told_to():
    def stop(done, total):
        raise KeyError(done)

    with pytest.raises(KeyError):
        convolution_time.measure(3, 4, 4, 7, stop)
