"""What a measurement says of the machine and libraries it was made with."""

import re

from core import environment


def test_the_version_of_every_library_is_known_whatever_package_it_came_in():
    said = environment.describe()
    for library in environment.LIBRARIES:
        assert re.match(r"\d+\.\d+", said[library])


def test_a_library_that_is_not_there_has_no_version(monkeypatch):
    monkeypatch.setattr(environment, "LIBRARIES", {"tensorflow": ("not-there",)})
    assert environment.describe()["tensorflow"] is None
