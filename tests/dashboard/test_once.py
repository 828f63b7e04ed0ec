"""What a page asks for in every script run of every learner is worked out once."""

import os
import sys

import pytest
from streamlit.testing.v1 import AppTest

from core import paths
from core.experiments.toys import spread
from core.jobs.launcher import Engine
from core.teaching import quizzes
from core.zoo import weights
from dashboard.kit import ask, chart, words


@pytest.fixture
def counted(monkeypatch):
    """``counted(module, "name")``: a list that grows by one with every call."""

    def count(module, name):
        calls, real = [], getattr(module, name)

        def heard(*given, **named):
            calls.append(name)
            return real(*given, **named)

        monkeypatch.setattr(module, name, heard)
        return calls

    return count


def test_a_folder_that_is_there_is_not_made_again(tmp_path, monkeypatch):
    monkeypatch.setenv("TLL_CACHE_DIR", str(tmp_path))
    made = paths.cache_dir("datasets", "cifar10")
    assert made.is_dir()
    monkeypatch.setattr(paths.Path, "mkdir", lambda *_given, **_named: pytest.fail("made again"))
    assert paths.cache_dir("datasets", "cifar10") == made


def test_questions_of_a_quiz_are_read_once_and_nobody_can_spoil_them():
    first = quizzes.quiz("why", quizzes.BEFORE, "en")
    name, question = next(iter(first.items()))
    first.clear()
    assert quizzes.quiz("why", quizzes.BEFORE, "en")[name] is question


def test_a_page_is_looked_for_once_in_a_session():
    def script():
        import streamlit as st

        from dashboard.shell import sitemap

        first, made = sitemap.page("why"), []
        page, st.Page = st.Page, made.append
        try:
            st.text(f"{sitemap.page('why') is first} {made} {first.url_path}")
        finally:
            st.Page = page

    assert AppTest.from_function(script).run().text[0].value == "True [] why"


def test_a_question_is_put_into_its_digest_once(counted):
    hashed = counted(ask, "digest")
    question = ask.Question("classify", {"photo": "x" * 100_000}, "slot")
    assert question.digest == question.digest and hashed == ["digest"]


def test_a_spread_is_computed_once_for_all_learners(counted):
    from pages.tricks import start

    start._spreads(0.123, 3)
    computed = counted(spread, "spreads")
    assert len(start._spreads(0.123, 3)) == 4 and not computed


def test_numbers_of_the_freeze_boundary_are_written_once(counted, monkeypatch):
    monkeypatch.setattr(words, "language", lambda: "en")
    assert words.number(3_413_024) == "3.4M"
    written = counted(words, "format_compact_decimal")
    assert words.number(3_413_024) == "3.4M" and not written


def test_a_package_with_weights_is_looked_for_once(counted):
    first = weights.path("efficientnet_lite0")
    looked = counted(weights, "find_spec")
    assert weights.path("efficientnet_lite0") == first and not looked


def test_who_draws_has_pandas_whole():
    """Plotly asks whether pandas is there, and must not meet it half imported."""
    chart.pen()
    assert hasattr(sys.modules["pandas"], "Series")


def test_the_memory_of_one_worker_takes_no_look_at_all_processes(monkeypatch):
    monkeypatch.setattr(Engine, "_children", lambda self: pytest.fail("looked at all of them"))
    engine = object.__new__(Engine)
    assert engine.memory(os.getpid()) > 0
    assert engine.memory(2**22 + 1) == 0  # nobody
