"""What is fuzzed takes its seeds, and a fault would be found."""

import subprocess
import sys
from importlib.util import find_spec

import pytest

from bench.fuzzing import seeds, targets
from core.paths import ROOT


@pytest.mark.parametrize("name", targets.TARGETS)
def test_every_seed_is_taken(name):
    target = targets.TARGETS[name]
    given = list(target.seeds())
    assert given and max(map(len, given)) <= target.longest
    for seed in given:
        target.run(seed)


def test_what_takes_too_long_or_too_much_is_a_finding(monkeypatch):
    kept = []
    targets.watched(lambda data: None)(b"")
    monkeypatch.setattr(targets, "MEGABYTES", 20)
    peak = targets._peak()
    with pytest.raises(targets.TooMuch):
        targets.watched(lambda data: kept.append(b"x" * ((peak + 50) << 20)))(b"")
    monkeypatch.setattr(targets, "SECONDS", -1)
    with pytest.raises(targets.TooMuch):
        targets.watched(lambda data: None)(b"")


def test_checksums_of_a_changed_png_are_put_right():
    whole = next(data for data in seeds.paintings())
    changed = bytearray(whole)
    changed[18] ^= 1  # its width
    mended = seeds.mended(bytes(changed))
    assert seeds.mended(whole) == whole and mended != bytes(changed)
    assert mended[16:20] == bytes(changed)[16:20]


@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris is for Linux on x86_64")
def test_a_target_runs_and_new_inputs_are_kept(tmp_path):
    (tmp_path / "seed").write_bytes(next(seeds.links()))
    command = [sys.executable, "-m", "bench.fuzzing", "link", str(tmp_path)]
    command += ["-runs=300", "-print_final_stats=1", f"-artifact_prefix={tmp_path}/found-"]
    command.append("-rss_limit_mb=0")  # Linux has a child begin with its parent's peak of memory
    done = subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "stat::number_of_executed_units: 3" in done.stderr
    assert len(list(tmp_path.iterdir())) > 1 and not list(tmp_path.glob("found-*"))
