"""My work as one file on the run log: out of one data folder, and another shows the same."""

import os
import secrets

import pytest

from core.datasets import own
from core.paths import ROOT
from core.portfolio import carried
from core.portfolio.runs import OWN
from core.portfolio.settings import STAYS, kept
from core.portfolio.take import take
from core.portfolio.write import write
from core.runs.store import Store
from dashboard.kit import card, guesses, lesson
from dashboard.kit.quiz import record
from dashboard.shell import keeping, services
from pages.dataset import decided
from pages.runs import carry
from tests.core.portfolio import made
from tests.core.portfolio.conftest import Pictures
from tests.patience import PATIENCE

RUNS, HOME, CHECK, DATASET = (
    ROOT / "pages" / name / "page.py" for name in ("runs", "home", "check", "dataset")
)


@pytest.fixture(scope="module", autouse=True)
def worker_here(own_folders):
    """The worker is begun before a test turns to another folder: it keeps those it began with."""
    runner = services.runner()
    runner.wait(runner.submit("facts", {"backbone": "squeezenet"}, "somebody"), PATIENCE)


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """The work of somebody on another computer, as a file, and their id there."""
    there = "e" * 32
    with monkeypatch.context() as patch:
        patch.setenv("TLL_DATA_DIR", str(tmp_path / "there"))
        with Store() as store:
            made.dataset(there, Pictures, "Cats <i>and</i> dogs")
            store.add(made.training(there, note="a note", tags=["mine"]))
            store.add(made.image(there, Pictures.scene(1)))
            made.remember(store, there)
            write(store, there, tmp_path / "my-work.tll.zip")
    return tmp_path / "my-work.tll.zip"


def test_every_setting_that_pages_keep_goes_along_or_stays_for_a_reason():
    pages = {"adversarial", "ideal"}
    theirs = {lesson.PROGRESS, lesson.LEFT, record.ANSWERS, guesses.SETTING, guesses.BETS}
    theirs |= {guesses.BREAKING, card.WORDS, "study_words", "study_plans", "advisor_validation"}
    theirs |= {decided.SETTING}
    digest = "0" * 64
    for name in pages | theirs | {keeping.MEASURED + digest, keeping.BEGUN + digest}:
        assert kept(name) is not None, name
    assert {services.STARTED, "language"} == STAYS


def test_another_folder_shows_the_same_pages(visit, texts, elsewhere, tmp_path, monkeypatch):
    def shown(owner):
        seen = {}
        for page in (HOME, RUNS, CHECK, DATASET):
            app = visit(page, locale="en-US")
            app.session_state["learner"] = owner
            app.run()
            assert not app.exception
            tables = [frame.value.to_csv() for frame in app.dataframe]
            everything = [*texts(app), *tables]
            seen[page.parent.name] = [OWN.sub("own", one) for one in everything]
        return seen

    log = services.store()
    services.store.clear()
    here = os.environ["TLL_DATA_DIR"]
    monkeypatch.setenv("TLL_DATA_DIR", str(tmp_path / "there"))
    there = shown("e" * 32)
    services.store().close()
    services.store.clear()
    monkeypatch.setenv("TLL_DATA_DIR", here)
    new = secrets.token_hex(16)
    with Store() as store:
        take(store, new, elsewhere)
    assert shown(new) == there
    assert any("Cats" in text for text in there["dataset"])
    log.close()
    services.forget_learner(new)


def test_the_page_makes_the_file_and_reads_one_in(visit, elsewhere):
    app = visit(RUNS, locale="en-US")
    me = app.session_state["learner"]
    app.session_state[carry._PAYLOAD] = {"owner": me, "file": str(_uploaded(me, elsewhere))}
    app.run()
    for job in services.runner().jobs(me):
        assert services.runner().wait(job.id, PATIENCE).status == "done"
    app.run()
    assert [one.value for one in app.success] == ["Read in: 2 new runs and 1 new dataset."]
    assert services.store().count(me) == 2
    assert len(app.dataframe) == 1
    app.button(key="runs_pack_go").click().run()
    for job in services.runner().jobs(me):
        assert services.runner().wait(job.id, PATIENCE).status == "done"
    app.run()
    assert not app.exception
    assert any("2 runs, 1 dataset," in one.value for one in app.caption)
    assert carried.place(me).stat().st_mode & 0o777 == 0o600
    services.forget_learner(me)
    assert not carried.place(me).exists()
    assert own.every(me) == []


def _uploaded(owner, path):
    from core.datasets.upload import incoming

    return incoming.Parcel(owner).keep([path.read_bytes()])


def test_a_file_that_is_none_is_refused_in_words(visit, elsewhere):
    app = visit(RUNS, locale="ja-JP")
    me = app.session_state["learner"]
    elsewhere.write_bytes(b"no zip")
    app.session_state[carry._PAYLOAD] = {"owner": me, "file": str(_uploaded(me, elsewhere))}
    app.run()
    for job in services.runner().jobs(me):
        services.runner().wait(job.id, PATIENCE)
    app.run()
    assert not app.exception
    assert any("ファイルではありません" in one.value for one in app.warning)
    assert services.store().count(me) == 0
