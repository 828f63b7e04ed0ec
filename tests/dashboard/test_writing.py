"""What somebody writes is kept, also where the next event cuts its script run short."""

from streamlit.testing.v1 import AppTest


def page():
    import streamlit as st
    from streamlit.runtime.scriptrunner import RerunData, RerunException

    from dashboard.kit import writing

    kept = st.session_state.setdefault("kept", [])

    def keep(text: str) -> None:
        if st.session_state.pop("cut", False):  # the next event came while this read the session
            raise RerunException(RerunData())
        kept.append(text)

    if st.toggle("Drawn", True, key="drawn"):
        writing.field("Words", st.session_state.get("known", ""), "words", keep)
    else:
        writing.settle("words", keep)


def test_it_is_kept_once_and_only_when_it_changes():
    app = AppTest.from_function(page).run()
    assert app.session_state["kept"] == []
    app.text_area[0].input("Light is easy.").run().run()
    assert app.session_state["kept"] == ["Light is easy."]


def test_a_run_that_was_cut_short_loses_nothing():
    app = AppTest.from_function(page).run()
    app.session_state["cut"] = True
    app.text_area[0].input("Light is easy.").run()
    assert not app.exception and app.session_state["kept"] == ["Light is easy."]


def test_nor_where_the_field_is_gone_in_the_next_run():
    app = AppTest.from_function(page).run()
    app.session_state["cut"] = True
    app.text_area[0].input("Light is easy.")
    app.toggle[0].set_value(False).run()
    assert app.session_state["kept"] == ["Light is easy."]


def test_what_another_tab_wrote_is_not_overwritten_by_looking():
    app = AppTest.from_function(page).run()
    app.session_state["known"] = "Written elsewhere."
    app.run()
    assert app.session_state["kept"] == []
