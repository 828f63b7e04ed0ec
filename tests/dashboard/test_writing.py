"""What somebody writes is kept, once."""

from streamlit.testing.v1 import AppTest


def page():
    import streamlit as st

    from dashboard.kit import writing

    kept = st.session_state.setdefault("kept", [])
    writing.field("Words", st.session_state.get("known", ""), "words", kept.append)


def test_it_is_kept_once_and_only_when_it_changes():
    app = AppTest.from_function(page).run()
    assert app.session_state["kept"] == []
    app.text_area[0].input("Light is easy.").run().run()
    assert app.session_state["kept"] == ["Light is easy."]


def test_what_another_tab_wrote_is_not_overwritten_by_looking():
    app = AppTest.from_function(page).run()
    app.session_state["known"] = "Written elsewhere."
    app.run()
    assert app.session_state["kept"] == []
