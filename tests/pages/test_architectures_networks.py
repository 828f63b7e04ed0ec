"""The parts of “Architectures” that show networks: table, one network, VGG, which one when."""

import time
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from core.paths import ROOT
from core.zoo import catalog, describe
from tests.pages.unlinked import unlinked
from tests.patience import PATIENCE

PAGE = ROOT / "pages" / "architectures" / "page.py"


def finished(job_id, seconds=PATIENCE):
    from dashboard.shell import services

    end = time.time() + seconds
    while not (state := services.runner().wait(job_id, 1)).over:
        assert time.time() < end
    return state


@pytest.fixture(scope="module", autouse=True)
def described(own_folders):
    """Every network is described, as set-up leaves a machine; by the task that pages ask."""
    from dashboard.shell import services

    names = list(catalog.BACKBONES)
    state = finished(services.runner().submit("describe", {"backbones": names}, "tests"))
    assert sorted(state.result) == sorted(names)
    assert describe.read("vgg16") == state.result["vgg16"]


def opened(app, part, section):
    app.segmented_control(key=f"{part}_section").set_value(section).run()
    assert not app.exception
    return app


def metrics(app):
    return {metric.label: metric.value for metric in app.metric}


def test_the_table_counts_every_network_and_says_where_the_course_differs(visit):
    app = visit(PAGE, "en-US", query={"part": "table"})
    assert not app.exception
    table = app.dataframe[0].value.set_index("network")
    assert len(table) == len(catalog.BACKBONES)
    assert table.loc["VGG16", "counted"] == pytest.approx(138.357544)
    assert table.loc["ResNet101", "course"] == 44.5
    assert table.loc["Xception", "special"] == "Separable convolutions with skip connections"
    assert table["special"].nunique() == len(table)  # each has a word of its own
    assert table.loc["VGG16 (edges)", "top5"] != table.loc["VGG16 (edges)", "top5"]  # no figure
    assert table.loc["SqueezeNet 1.1", "weights"] == "trained"
    differing = next(m.value for m in app.markdown if "chapter’s table and the count" in m.value)
    assert "ResNet101, InceptionV3" in differing
    assert "VGG16" not in differing


def clicked(key, selection, callback):
    import streamlit as st

    from pages.architectures import table

    st.session_state[key] = {"selection": selection}
    getattr(table, callback)()
    turned = st.session_state["address_turned"]
    st.text(f"{turned['network']} in {turned['part']}")


@pytest.mark.parametrize(
    ("key", "selection", "callback"),
    [
        ("table_rows", {"rows": [list(catalog.BACKBONES).index("resnet50")]}, "_from_table"),
        ("table_chart", {"points": [{"customdata": {"0": "resnet50"}}]}, "_from_chart"),
    ],
)
def test_a_click_in_the_table_or_the_chart_opens_the_network(key, selection, callback):
    app = AppTest.from_function(clicked, args=(key, selection, callback)).run()
    assert not app.exception
    assert app.text[0].value == "resnet50 in network"


def test_a_link_opens_a_network_and_its_blocks_can_be_picked(visit):
    app = visit(PAGE, "en-US", query={"part": "network", "network": "inception_v3"})
    assert app.selectbox(key="architectures_network").value == "inception_v3"
    assert app.subheader[0].value == "Inception module 0"
    app.session_state["network_row_inception_v3_picked"] = "10"
    app.run()
    assert not app.exception
    assert app.subheader[0].value == "Inception module 9"
    app.session_state["network_block_inception_v3_10_picked"] = "average_pooling2d_7"
    app.run()
    said = " ".join(markdown.value for markdown in app.markdown)
    assert "3×3 avg pool" in said
    assert "8×8×1280 → **8×8×1280**" in said
    app.session_state["network_row_inception_v3_picked"] = "12"
    app.run()
    assert app.subheader[0].value == "ImageNet classifier"
    assert any("2,048 × 1,000 + 1,000 = 2,049,000" in m.value for m in app.markdown)


@pytest.mark.parametrize("name", catalog.BACKBONES)
def test_every_block_of_every_network_can_be_looked_at(name):
    """Words, drawing and formula of every step, in the catalogue's languages."""
    from core.figures.block import block_svg
    from core.figures.pen import Pen
    from core.zoo.steps import steps
    from dashboard.shell import theme
    from pages.architectures.step_words import formula, words

    found, pen = describe.read(name), Pen(theme.PALETTES["light"], str)
    sizes = {one["name"]: one["output"] for b in found["blocks"] for one in b["layers"]}
    for layers in [*(block["layers"] for block in found["blocks"]), found["top"]]:
        made = steps(layers)
        said = {step.id: words(step) for step in made}
        assert all(text.title and text.hover for text in said.values())
        svg = block_svg(pen, made, "block", words=said, start="before")
        assert svg.count("data-pick") == len(made)
        for step in made:
            if step.layer["kind"] in ("Conv2D", "DepthwiseConv2D", "SeparableConv2D"):
                reads = sizes[step.layers[0]["inputs"][0]]
                assert formula(step, reads[-1]).endswith(f"= {step.layer['parameters']:,}")


def test_a_stack_grows_by_clicking(visit):
    app = opened(visit(PAGE, "en-US", query={"part": "vgg"}), "vgg", "stack")
    assert metrics(app)["Parameters"] == "38,720"
    assert metrics(app)["Receptive field"] == "6 px"
    app.button(key="vgg_add_conv3").click().run()
    assert metrics(app)["Receptive field"] == "10 px"
    assert metrics(app)["Last map"] == "112²×128"
    app.button(key="vgg_undo").click().run()
    assert metrics(app)["Receptive field"] == "6 px"
    app.button(key="vgg_whole").click().run()
    assert metrics(app)["Parameters"] == "14.7M"
    assert metrics(app)["Receptive field"] == "212 px"
    assert app.button(key="vgg_add_conv3").disabled
    app.button(key="vgg_reset").click().run()
    assert not app.metric
    assert "Only the photo so far" in app.info[0].value
    app.button(key="vgg_undo").click().run()  # starting over loses nothing
    assert metrics(app)["Receptive field"] == "212 px"
    assert not app.exception


def test_the_contest_is_won_with_few_parameters_and_a_wide_view(visit):
    app = opened(visit(PAGE, "en-US", query={"part": "vgg"}), "vgg", "stack")
    app.button(key="vgg_reset").click().run()
    app.select_slider(key="vgg_first").set_value(8).run()
    app.toggle(key="vgg_doubling").set_value(False).run()
    for operation in ("conv3", "pool") * 4:
        assert not any("Done:" in markdown.value for markdown in app.markdown)
        app.button(key=f"vgg_add_{operation}").click().run()
    app.button(key="vgg_add_conv5").click().run()
    assert any("Done:" in markdown.value for markdown in app.markdown)


def test_the_parameters_of_vgg16_are_in_its_first_fully_connected_layer(visit):
    app = opened(visit(PAGE, "en-US", query={"part": "vgg"}), "vgg", "where")
    assert any("138,357,544 parameters" in markdown.value for markdown in app.markdown)
    app.select_slider(key="vgg_dense_guess").set_value(0.9).run()
    app.button(key="vgg_dense_go").click().run()
    said = unlinked(app)
    assert "**89%** of the parameters" in said
    assert "14,714,688" in said


def test_every_purpose_has_a_network_with_its_price(visit):
    app = visit(PAGE, "en-US", query={"part": "which"})
    found, prices = {}, {}
    for purpose in ("understand", "deep", "small", "prototype", "accurate"):
        app.segmented_control(key="which_purpose").set_value(purpose).run()
        assert not app.exception
        found[purpose], prices[purpose] = app.subheader[0].value, metrics(app)
        assert metrics(app)["Photos a second"] == "–"
        if purpose == "deep":  # the course's claim that it needs more is weighed by counting
            for price in ("Parameters", "MACs"):
                weighed = f"{prices['deep'][price]} {price}"
                weighed += f" against {prices['understand'][price]}"
                assert weighed in unlinked(app).replace("parameters", "Parameters")
    assert found == {
        "understand": "VGG16",
        "deep": "ResNet50",
        "small": "MobileNetV2",
        "prototype": "EfficientNet-Lite0",
        "accurate": "Xception",
    }


def test_the_finding_is_chosen_by_the_measurement(monkeypatch):
    from pages.architectures import which

    monkeypatch.setattr(which, "_", lambda text, **values: text.format(**values))
    rates = {"vgg16": 10.0, "resnet50": 40.0}
    assert "ResNet50 takes 4.0 times" in which._finding("resnet50", ["resnet50", "vgg16"], rates)
    assert "VGG16 is the slowest" in which._finding("vgg16", ["resnet50", "vgg16"], rates)
    close = rates | {"vgg16": 0.95 * rates["resnet50"]}
    assert "VGG16 is among the slowest" in which._finding("vgg16", ["resnet50", "vgg16"], close)
    turned = {"vgg16": 40.0, "resnet50": 10.0}
    assert "VGG16 takes 4.0 times" in which._finding("vgg16", ["vgg16", "resnet50"], turned)


def test_a_run_of_ones_own_stands_in_the_table():
    from pages.architectures import networks

    run = SimpleNamespace(
        metrics={"test_interval": [0.7, 0.9], "test_accuracy": 0.8}, recipe={"dataset": "digits"}
    )
    assert networks.accuracy(run).startswith("80% (70–90%)")


def test_the_chosen_network_stands_in_the_link(visit):
    app = visit(PAGE, "en-US", query={"part": "network"})
    assert app.selectbox(key="architectures_network").value == "vgg16"
    app.selectbox(key="architectures_network").set_value("xception").run()
    assert app.query_params["network"] == "xception"
    odd = visit(PAGE, "en-US", query={"part": "network", "network": "nothing"})
    assert odd.selectbox(key="architectures_network").value == "vgg16"
    assert not odd.exception
