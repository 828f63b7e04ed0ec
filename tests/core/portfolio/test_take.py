"""A learner's work out of one computer and into another: the same there, once, and theirs."""

from dataclasses import asdict, replace

import numpy as np
import pytest

from core.datasets import library, own
from core.datasets.checks import told
from core.messages import LabError
from core.portfolio.take import take
from core.portfolio.write import write
from core.runs.store import recipe_digest
from core.transfer.recipe import Recipe
from core.work import Stop
from tests.core.portfolio import made

ME, HERE = "a" * 32, "b" * 32


@pytest.fixture
def file(computer, pictures, tmp_path):
    """The work of `ME` on computer “a”: two trainings, one of them on own photos, an image."""
    with computer("a") as store:
        dataset = made.dataset(ME, pictures)
        about = Recipe(dataset=dataset, per_class=2, val_per_class=1, test_per_class=1)
        store.add(made.training(ME, tags=["good"], note="first\nline"))
        store.add(made.training(ME, "2026-01-03T00:00:00.000+00:00", recipe=about))
        store.add(made.image(ME, pictures.scene(7)))
        made.remember(store, ME)
        store.set_setting(ME, "study_words", {dataset: {"prediction": "dogs win"}})
        write(store, ME, tmp_path / "work.zip")
    return tmp_path / "work.zip"


def told_of(store, owner):
    """What a learner has, but for ids that are another computer's."""
    runs, settings = store.everything(owner)
    settings.pop("language", None)
    ids = {said["id"]: f"own-{at}" for at, said in enumerate(own.every(owner))}
    text = repr([asdict(run) | {"owner": "", "id": ""} for run in runs] + [settings])
    for name, plain in ids.items():
        text = text.replace(name, plain)
    return text


def test_an_empty_computer_shows_the_same(computer, file):
    with computer("a") as store:
        before = told_of(store, ME)
        (there,) = own.listed(ME)
        pixels = np.array(library.load(there["id"]).images)
        checks = [str(one) for one in told.sentences(there["id"])]
        ids = {run.id for run in store.runs(ME)}
    with computer("b") as store:
        came = take(store, HERE, file)
        assert (came["runs"], came["datasets"], came["known_runs"]) == (3, 1, 0)
        assert told_of(store, HERE) == before
        (here,) = own.listed(HERE)
        assert (here["title"], here["owner"]) == ("My things", HERE)
        assert here["id"] != there["id"]
        arrays = library.load(here["id"])
        np.testing.assert_array_equal(arrays.images, pixels)
        assert [str(one) for one in told.sentences(here["id"])] == checks
        runs = store.runs(HERE)
        assert not ids & {run.id for run in runs}  # the maker of the file knows those
        assert runs[0].kind == "ideal" or any(run.recipe["dataset"] == here["id"] for run in runs)
        about = next(run for run in runs if run.recipe.get("dataset") == here["id"])
        assert store.find(HERE, about.recipe) == about  # links follow
        assert store.get_setting(HERE, "language") is None  # belongs to the browser
        assert store.timings() == []  # another computer's seconds


def test_reading_it_twice_changes_nothing_and_so_does_the_way_back(computer, file, tmp_path):
    with computer("b") as store:
        take(store, HERE, file)
        before = told_of(store, HERE)
        again = take(store, HERE, file)
        assert (again["runs"], again["datasets"], again["settings"]) == (0, 0, 0)
        assert (again["known_runs"], again["known_datasets"]) == (3, 1)
        assert told_of(store, HERE) == before
        write(store, HERE, tmp_path / "back.zip")
    with computer("a") as store:
        before = told_of(store, ME)
        assert take(store, ME, tmp_path / "back.zip")["runs"] == 0
        assert told_of(store, ME) == before


def test_two_sides_become_one_without_loss(computer, file):
    other = {"why/reuse/x-1": {"guess": "c", "came": "b", "right": False}}
    with computer("b") as store:
        mine = made.training(HERE, tags=["slow"], note="mine")
        store.add(mine)
        store.set_setting(HERE, "guesses", other)
        store.set_setting(HERE, "lesson_progress", {"why": ["depth"]})
        take(store, HERE, file)
        assert store.count(HERE) == 3  # the first training is the same on both
        run = store.get(mine.id)
        assert (run.tags, run.note) == (["slow", "good"], "mine\n\nfirst\nline")
        assert store.get_setting(HERE, "lesson_progress") == {
            "why": ["depth", "reuse"],
            "race": ["run"],
        }
        guesses = store.get_setting(HERE, "guesses")
        assert [one["guess"] for one in guesses.values()] == ["c", "a"]
        take(store, HERE, file)
        assert store.get_setting(HERE, "guesses") == guesses
        assert store.get(mine.id).note == run.note


def test_photos_that_were_deleted_here_come_back_under_their_name(computer, file, tmp_path):
    with computer("a") as store:
        (said,) = own.listed(ME)
        own.delete(ME, said["id"])
        own.erase(ME, said["id"])
        write(store, ME, tmp_path / "spoken.zip")
        take(store, ME, file)
        assert [one["id"] for one in own.listed(ME)] == [said["id"]]
        assert library.load(said["id"]).images.shape[0] == len(said["names"])
    with computer("c") as store:
        take(store, HERE, tmp_path / "spoken.zip")
        assert own.listed(HERE) == []
        assert [one["title"] for one in own.every(HERE)] == ["My things"]


def test_nothing_of_others_goes_along(computer, file, pictures, tmp_path):
    with computer("a") as store:
        made.dataset(HERE, pictures, "Theirs", 500)
        store.add(made.training(HERE))
        assert write(store, "c" * 32, tmp_path / "empty.zip")["runs"] == 0
    with computer("b") as store:
        assert take(store, ME, tmp_path / "empty.zip")["datasets"] == 0
        assert store.count(ME) == 0


@pytest.mark.parametrize("when", ["while the photos are read", "while it is written"])
def test_what_is_stopped_changes_nothing(computer, file, monkeypatch, when):
    with computer("b") as store:
        if when == "while the photos are read":
            with pytest.raises(Stop):
                take(store, HERE, file, cancelled=lambda: any(own.folder().glob(".own-*")))
        else:
            monkeypatch.setattr("core.runs.store._set", _full_disk)
            with pytest.raises(LabError):
                take(store, HERE, file)
        assert store.everything(HERE) == ([], {})
        assert own.every(HERE) == []
        assert list(own.folder().iterdir()) == []


def _full_disk(*_asked):
    raise OSError("no space left")


def test_a_stopped_reading_leaves_what_is_spoken_of_deleted_photos(computer, file, monkeypatch):
    with computer("a") as store:
        (said,) = own.listed(ME)
        own.delete(ME, said["id"])
        own.erase(ME, said["id"])
        spoken = own.every(ME)
        monkeypatch.setattr("core.runs.store.Store.change", _decide_and_fail)
        with pytest.raises(OSError, match="no space"):
            take(store, ME, file)
        assert own.every(ME) == spoken


def _decide_and_fail(store, owner, decide):
    decide(*store.everything(owner))
    _full_disk()


def test_a_stopped_writing_leaves_no_file(computer, file, tmp_path):
    with computer("a") as store, pytest.raises(Stop):
        write(store, ME, tmp_path / "never.zip", cancelled=lambda: True)
    assert sorted(path.name for path in tmp_path.glob("*zip*")) == ["work.zip"]


def test_a_run_is_the_same_whatever_was_written_to_it():
    from core.portfolio.runs import print_of

    run = made.training(ME)
    assert print_of(run) == print_of(replace(run, owner=HERE, id="0" * 32, tags=["x"], note="y"))
    assert print_of(run) != print_of(replace(run, created="2026-01-02T03:04:05.679+00:00"))


def test_what_was_written_on_a_model_card_follows_its_training(computer, pictures, tmp_path):
    with computer("a") as store:
        about = Recipe(dataset=made.dataset(ME, pictures), per_class=2)
        store.add(made.training(ME, recipe=about))
        digest = recipe_digest(about.to_json())
        store.set_setting(ME, "card_words", {digest: {"purpose": "my desk"}})
        write(store, ME, tmp_path / "card.zip")
    with computer("b") as store:
        take(store, HERE, tmp_path / "card.zip")
        (run,) = store.runs(HERE)
        words = store.get_setting(HERE, "card_words")
        assert words == {recipe_digest(run.recipe): {"purpose": "my desk"}}
        assert run.recipe != about.to_json()


def test_more_photos_than_a_learner_may_have_are_refused(computer, file, monkeypatch):
    monkeypatch.setattr(own, "MOST_OF_ONE", 15)
    with computer("b") as store:
        with pytest.raises(LabError, match="more than 15"):
            take(store, HERE, file)
        assert store.everything(HERE) == ([], {})
