"""The locks hold what the requirements files ask for, and what that needs, with hashes."""

import re
from importlib.metadata import PackageNotFoundError, distribution

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts.setup import CARRIERS, DEV, ROOT, RUNTIME, first_line

NAMES = (*RUNTIME, *DEV)
each = pytest.mark.parametrize("name", NAMES)


def asked(name):
    lines = (ROOT / f"{name}.txt").read_text("utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def locked(name):
    """(requirement, hashes) of every package in a lock."""
    text = (ROOT / f"{name}.lock").read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [
        (Requirement(line.partition(" --hash")[0]), re.findall(r"--hash=sha256:(\S+)", line))
        for line in lines
    ]


def here(name):
    """{package: version} of a lock on this system."""
    found = {}
    for one, _hashes in locked(name):
        if one.marker is None or one.marker.evaluate():
            assert one.name not in found
            (specifier,) = one.specifier
            found[canonicalize_name(one.name)] = specifier.version
    return found


@each
def test_a_lock_is_of_the_text_that_it_stands_beside(name):
    with (ROOT / f"{name}.lock").open(encoding="utf-8") as lock:
        assert lock.readline().strip() == first_line(ROOT / f"{name}.txt"), "python -m scripts.lock"


@each
def test_every_package_is_locked_to_one_version_and_its_files(name):
    for one, hashes in locked(name):
        assert re.fullmatch(r"==[\w.+!]+", str(one.specifier)), one
        assert hashes and all(re.fullmatch("[0-9a-f]{64}", digest) for digest in hashes), one


@each
def test_what_is_asked_for_is_in_the_lock(name):
    known = {(canonicalize_name(one.name), str(one.specifier)) for one, _hashes in locked(name)}
    assert {(canonicalize_name(one.name), str(one.specifier)) for one in asked(name)} <= known


@pytest.mark.parametrize("name", [name for name in NAMES if name != CARRIERS])
def test_a_lock_is_whole(name):
    """It is installed without looking up anything: what its packages need is in it."""
    versions = here(name)
    for package in versions:
        try:
            needs = distribution(package).requires or ()
        except PackageNotFoundError:
            continue  # of the other lock's kind of machine
        for need in map(Requirement, needs):
            if need.marker is None or need.marker.evaluate({"extra": ""}):
                version = versions.get(canonicalize_name(need.name))
                assert version and need.specifier.contains(version, True), (package, str(need))


def test_locks_agree():
    runtime, dev = here("requirements"), here("requirements-dev")
    assert {name: dev[name] for name in dev.keys() & runtime.keys()} == {
        name: runtime[name] for name in dev.keys() & runtime.keys()
    }
