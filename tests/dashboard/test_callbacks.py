"""What a press does is done to its end, also where the next event comes meanwhile."""

import pytest
from streamlit.testing.v1 import AppTest


def page():
    import streamlit as st
    from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx

    from dashboard.shell import server

    server.settle()

    def act(way: str) -> None:
        get_script_run_ctx().script_requests.request_rerun(RerunData())  # the next event
        if way == "reads":
            st.session_state["done"] = 1 + st.session_state.get("done", 0)
        else:
            st.query_params["done"] = "1"  # a message to the browser
        done.append(way)

    done = st.session_state.setdefault("acts", [])
    drawn = st.session_state.setdefault("drawn", [])
    for way in ("reads", "tells"):
        st.button(way, key=way, on_click=act, args=(way,))
    drawn.append(len(done))


@pytest.mark.parametrize("way", ["reads", "tells"])
def test_a_callback_ends_before_the_next_event(way):
    app = AppTest.from_function(page).run()
    app.button(key=way).click().run()
    assert not app.exception and app.session_state["acts"] == [way]
    assert app.session_state["drawn"] == [0, 1]  # and the event is not forgotten


def test_a_page_still_gives_way_to_the_next_event():
    def busy():
        import streamlit as st
        from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx

        from dashboard.shell import server

        server.settle()
        runs = st.session_state.setdefault("runs", [])
        runs.append("begun")
        if len(runs) == 1:
            get_script_run_ctx().script_requests.request_rerun(RerunData())
        st.write("drawn")
        runs.append("ended")

    app = AppTest.from_function(busy).run()
    assert app.session_state["runs"] == ["begun", "begun", "ended"]
