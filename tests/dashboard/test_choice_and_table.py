"""One of a few is always chosen; a table in Markdown has its columns on their sides."""

from streamlit.testing.v1 import AppTest


def page():
    import streamlit as st

    from dashboard.kit import choice, networks, table

    first = choice.one("Which?", {"a": "Apple", "b": "Pear"}, "plain")
    other = choice.one("And?", {"a": "Apple", "b": "Pear"}, "begun", "b")
    network = networks.choose(("vgg16", "squeezenet"), "network", "squeezenet")
    place = networks.behind("squeezenet", "behind", 2, (1, 2))
    block = networks.block_of("Block", "squeezenet", (1, 2), 1, "block")
    st.text(f"{first} {other} {network} {place} {block}")
    table.ruled(("Arm", "Share", "Note"), [("one", "50%", "x"), ("two", "60%", "y")], "lrc")


def test_the_first_or_the_one_that_is_named_stands_chosen_until_somebody_chooses():
    app = AppTest.from_function(page).run()
    assert not app.exception
    assert app.text[0].value == "a b squeezenet 2 1"
    app.segmented_control(key="plain").set_value("b")
    app.selectbox(key="network").set_value("vgg16")
    app.select_slider(key="behind").set_value(1).run()
    assert app.text[0].value == "b b vgg16 1 1"


def test_a_table_has_its_heads_its_sides_and_its_rows():
    app = AppTest.from_function(page).run()
    assert app.markdown[-1].value.split("\n") == [
        "| Arm | Share | Note |",
        "| :-- | --: | :-: |",
        "| one | 50% | x |",
        "| two | 60% | y |",
    ]
