"""The run log on a real file, written by real processes, some of which are killed."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from core.messages import LabError
from core.paths import ROOT
from core.runs import schema
from core.runs.store import Run, Store
from core.transfer.recipe import Recipe

RECIPE = {
    "dataset": "cifar10",
    "backbone": "squeezenet",
    "classes": ["cat", "dog"],
    "size": 96,
    "epochs": 20,
}


def example(owner: str = "me", **changes: object) -> Run:
    values: dict = {
        "recipe": RECIPE,
        "environment": {"python": "3.11"},
        "seed": 7,
        "metrics": {"test_accuracy": 0.7, "test_loss": float("inf"), "prefix_cached": True},
        "curve": [{"epoch": 1, "loss": 2.5}],
        "predictions": {"index": [3, 1]},
        "timings": {"total": 1.5},
        "notes": [{"template": "A note about {x}.", "values": {"x": "ネコ"}}],
    }
    return Run(owner, "train", "done", **(values | changes))


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "runs.sqlite")
    yield store
    store.close()


def test_a_run_comes_back_as_it_was_also_after_reopening(store):
    run = example()
    assert store.add(run) == run.id
    store.close()
    again = Store(store.path)
    assert again.get(run.id) == run
    assert again.get("nobody") is None
    again.close()


def test_runs_are_an_owners_own_newest_first(store):
    ids = [store.add(example(seed=seed)) for seed in range(3)]
    store.add(example("somebody else"))
    attack = store.add(Run("me", "attack", "cancelled"))
    assert [run.id for run in store.runs("me")] == [attack, *reversed(ids)]
    assert [run.id for run in store.runs("me", limit=2, kind="train")] == [ids[2], ids[1]]


def test_the_default_file_lies_in_the_data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TLL_DATA_DIR", str(tmp_path / "data"))
    store = Store()
    store.close()
    assert store.path == tmp_path / "data" / "runs.sqlite"


def test_settings_are_kept_for_each_owner(store):
    store.set_setting("me", "progress", {"home": "seen"})
    store.set_setting("me", "progress", {"home": "done"})
    assert store.get_setting("me", "progress") == {"home": "done"}
    assert store.get_setting("you", "progress", "nothing") == "nothing"


def test_delete_owner_leaves_nothing_of_theirs_in_any_file(store):
    secret = "Aoi-no-neko"
    run = store.add(example("me", predictions={"class": secret}))
    store.set_setting("me", "name", secret)
    yours = store.add(example("you"))
    store.set_setting("you", "name", "you")
    files = list(store.path.parent.iterdir())
    assert any(secret.encode() in file.read_bytes() for file in files)

    assert store.delete_owner("me") == 1

    assert store.get(run) is None
    assert store.get_setting("me", "name") is None
    assert not any(secret.encode() in file.read_bytes() for file in store.path.parent.iterdir())
    assert store.get(yours) and store.get_setting("you", "name") == "you"


def test_timings_tell_how_long_it_took_but_not_whose_it_was(store):
    store.add(example("me", timings={"total": 1.0}))
    store.add(example("you", timings={"total": 2.0}, metrics={}))
    store.add(example("you", recipe=RECIPE | {"backbone": "vgg16"}, timings={"total": 3.0}))
    store.add(example("you", recipe=RECIPE | {"dataset": "my family", "classes": ["Aoi"]}))
    store.add(Run("me", "train", "cancelled", recipe=RECIPE))
    first = {"recipe": RECIPE, "seconds": {"total": 1.0}, "cached": True}
    second = {"recipe": RECIPE, "seconds": {"total": 2.0}, "cached": False}
    assert store.timings("squeezenet") == [second, first]
    assert [row["seconds"]["total"] for row in store.timings(limit=2)] == [3.0]
    assert [row["seconds"]["total"] for row in store.timings()] == [3.0, 2.0, 1.0]


def test_timings_of_another_machine_do_not_count(store, monkeypatch):
    store.add(example())
    monkeypatch.setattr("platform.node", lambda: "another")
    assert store.timings("squeezenet") == []


def test_threads_share_one_store(store):
    def write(number: int) -> None:
        for _ in range(20):
            store.add(example(f"thread {number}"))

    threads = [threading.Thread(target=write, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(store.runs(f"thread {n}")) for n in range(6)] == [20] * 6


CROWD = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from core.runs.store import Run, Store

    path, number = Path(sys.argv[1]), sys.argv[2]
    print("ready", flush=True)
    sys.stdin.readline()
    store = Store(path)  # all of them create the tables at once
    for _ in range(25):
        store.add(Run(f"process {number}", "train", "done"))
        store.set_setting("shared", "last", number)
    store.close()
    """
)


def start(program: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_processes_write_at_once_into_a_new_file(tmp_path):
    path = tmp_path / "runs.sqlite"
    writers = [start(CROWD, str(path), str(n)) for n in range(4)]
    assert [writer.stdout.readline() for writer in writers] == ["ready\n"] * 4
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate()
    assert [writer.returncode for writer in writers] == [0] * 4
    store = Store(path)
    assert [len(store.runs(f"process {n}")) for n in range(4)] == [25] * 4
    store.close()


WRITER = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from core.runs.store import Run, Store

    store = Store(Path(sys.argv[1]))
    for number in range(100_000):
        store.add(Run("me", "train", "done", seed=number, curve=[{"loss": 0.5}] * 2000))
        print(number, flush=True)
    """
)


def test_a_writer_killed_in_mid_write_loses_nothing_it_had_written(tmp_path):
    path = tmp_path / "runs.sqlite"
    for _ in range(3):
        writer = start(WRITER, str(path))
        said = [writer.stdout.readline() for _ in range(15)]
        writer.kill()
        said += writer.communicate()[0].splitlines()
        assert writer.returncode == -signal.SIGKILL

        store = Store(path)
        runs = store.runs("me", limit=100_000)
        written = {run.seed for run in runs}
        confirmed = {int(line) for line in said if line.strip()}
        assert confirmed <= written  # one more may be there, finished but not announced
        assert all(len(run.curve) == 2000 for run in runs)
        store.add(example("after"))
        store.delete_owner("me")
        store.close()
        with sqlite3.connect(path) as plain:
            assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        plain.close()


def test_a_failed_write_leaves_no_half_row_and_the_store_works_on(store):
    run = example()
    store.add(run)
    with pytest.raises(LabError, match="cannot be read or written"):
        store.add(run)  # the id is taken
    with pytest.raises(TypeError):
        store.add(example(metrics={"path": Path()}))
    store.add(example())
    assert len(store.runs("me")) == 2


def test_an_older_file_is_brought_up_to_date_and_keeps_its_runs(store, monkeypatch):
    run = example()
    store.add(run)
    store.close()
    step = ("ALTER TABLE runs ADD COLUMN stars INTEGER DEFAULT 0", "CREATE TABLE more (x TEXT)")
    monkeypatch.setattr(schema, "MIGRATIONS", [*schema.MIGRATIONS, step])
    newer = Store(store.path)
    assert newer.get(run.id) == run
    assert newer._read("SELECT stars FROM runs") == [(0,)]
    assert newer._read("PRAGMA user_version") == [(len(schema.MIGRATIONS),)]
    newer.close()


def test_images_that_an_older_version_called_cancelled_are_finished(store, monkeypatch):
    """Those whose time was over; an image that was stopped is judged by its own network alone."""
    mine = {"squeezenet": {"rank": 1}}
    over = Run("me", "ideal", "cancelled", metrics={"judged_by": mine | {"vgg16": {"rank": 3}}})
    stopped = Run("me", "ideal", "cancelled", metrics={"judged_by": mine})
    for run in (over, stopped):
        store.add(run)
    store._connection.execute("PRAGMA user_version = 2")
    store.close()
    newer = Store(store.path)
    assert (newer.get(over.id).status, newer.get(stopped.id).status) == ("done", "cancelled")
    newer.close()


def test_one_run_is_deleted_by_its_owner_only_and_can_be_put_back(store):
    run, other = example(), example()
    store.add(run)
    store.add(other)
    assert not store.delete("f" * 32, run.id)
    assert store.delete(run.owner, run.id)
    assert not store.delete(run.owner, run.id)
    assert store.get(run.id) is None
    assert store.count(run.owner) == 1
    store.add(run)
    assert store.get(run.id) == run
    assert store.count(run.owner) == 2
    assert store.count("f" * 32) == 0


def test_a_migration_that_fails_changes_nothing(store, monkeypatch):
    run = example()
    store.add(run)
    store.close()
    broken = ("CREATE TABLE more (x TEXT)", "this is wrong")
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", [*schema.MIGRATIONS, broken])
        with pytest.raises(LabError, match="syntax error"):
            Store(store.path)
    again = Store(store.path)
    assert again.get(run.id) == run
    assert again._read("SELECT name FROM sqlite_master WHERE name = 'more'") == []
    again.close()


def test_a_file_from_the_future_is_refused_in_words(store):
    store._connection.execute("PRAGMA user_version = 99")
    store.close()
    with pytest.raises(LabError, match="newer version"):
        Store(store.path)


def test_a_damaged_file_is_named(tmp_path):
    path = tmp_path / "runs.sqlite"
    path.write_bytes(b"this is no database at all" * 100)
    with pytest.raises(LabError, match=r"runs\.sqlite.*move it away"):
        Store(path)
    assert path.read_bytes().startswith(b"this is no")  # evidence is not destroyed


def test_a_training_is_found_by_its_recipe(store):
    recipe = Recipe(epochs=3, seconds=2)
    run = Run(owner="a", kind="train", status="done", recipe=recipe.to_json(), series="race")
    store.add(run)
    store.add(Run(owner="a", kind="train", status="failed", recipe=Recipe(epochs=4).to_json()))
    again = json.loads(json.dumps(recipe.but(seconds=2.0).to_json()))
    found = store.find("a", again)
    assert found == run
    assert store.find("b", again) is None
    assert store.find("a", Recipe(epochs=4).to_json()) is None
    assert store.runs("a", series="") != store.runs("a")
    assert store.runs("a", series="race") == [run]


def test_tags_and_a_note_are_the_owners(store):
    run = Run(owner="a", kind="train", status="done")
    store.add(run)
    assert not store.annotate("b", run.id, ["x"], "not mine")
    assert store.annotate("a", run.id, ["first", "cats"], "it worked")
    found = store.get(run.id)
    assert (found.tags, found.note) == (["first", "cats"], "it worked")
    assert store.tags("a") == {"first", "cats"}
    assert store.tags("b") == set()


def test_what_is_read_of_a_learner_does_not_grow_with_the_log(store, monkeypatch):
    """SQLite finds it through an index, and sorts nothing but what it has found."""
    plans, read = [], store._read

    def planned(query, *values):
        plans.append(str(read(f"EXPLAIN QUERY PLAN {query}", *values)))
        return read(query, *values)

    monkeypatch.setattr(store, "_read", planned)
    store.runs("me"), store.runs("me", kind="train"), store.runs("me", series="")
    store.timings("squeezenet")
    store.find("me", {})
    store.measured("me", 5)
    assert len(plans) == 6
    for plan in plans:
        assert "SEARCH runs USING INDEX runs_of_" in plan and "SCAN" not in plan
    store.runs(None)  # everybody's: the whole log
    assert "SCAN runs" in plans[-1]
