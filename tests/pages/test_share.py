"""An address to share, where something is made that is worth it."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from core.imagine.attacks.recipe import SETTINGS, Attack
from core.paths import ROOT
from dashboard.kit import share
from dashboard.kit.photo import Photo, sample
from pages.adversarial import state


def page(name):
    return ROOT / "pages" / name / "page.py"


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("playground", {"dataset": "digits", "backbone": "squeezenet", "size": "32"}),
        ("race", {"arms": "scratch,extract.squeezenet", "dataset": "digits"}),
        ("ideal", {"part": "studio", "steps": "64", "backbone": "squeezenet"}),
        ("adversarial", {"part": "attack", "method": "fgsm", "budget": "8.0", "photo": "coffee"}),
        ("why", {"part": "kernels"}),
        ("architectures", {"part": "network", "network": "squeezenet"}),
    ],
)
def test_what_is_on_screen_has_an_address_with_its_language(visit, name, query):
    app = visit(page(name), "ja-JP", query=query)
    assert not app.exception and not app.warning
    (address,) = [urlsplit(code.value) for code in app.code if code.value.startswith("http")]
    assert address.path == f"/{name}"
    said = dict(parse_qsl(address.query))
    assert query.items() <= said.items()
    assert said["lang"] == "ja"


def test_an_attack_comes_back_from_its_address(visit):
    attack = Attack.of("pgd", target=340, budget=6, backbones=("squeezenet",), random_start=True)
    query = state.link(attack, sample("coffee", "en"))
    assert SETTINGS.from_query(query).recipe == attack
    assert state.PHOTO not in state.link(attack, Photo("", "mine", sample("coffee", "en").pixels))
    app = visit(page("adversarial"), "en-US", query=query)
    assert app.session_state[state.linked.key()] == attack
    assert app.session_state["photo"].id == "coffee"
    app.selectbox(key="adversarial_method").set_value("fgsm").run()
    assert (
        app.session_state[state.linked.key()].method == "fgsm"
    )  # the link does not hold the controls


@pytest.mark.parametrize(
    "query", [{"budget": "much"}, {"method": "magic"}, {"backbones": "nothing"}, {"target": "-1"}]
)
def test_an_address_of_an_attack_that_cannot_be_is_told(visit, query):
    app = visit(page("adversarial"), "en-US", query=query)
    assert not app.exception
    assert app.warning[0].value
    assert app.session_state[state.linked.key()] == state.PRESET


@pytest.mark.parametrize(
    ("url", "only_here"),
    [
        ("http://127.0.0.1:8501", True),
        ("http://localhost:8501/lab", True),
        ("http://[::1]:8501", True),
        ("http://lab.localhost", True),
        ("http://192.168.1.5:8501", False),
        ("https://lab.example.org/transfer", False),
    ],
)
def test_an_address_that_leads_back_to_its_reader_is_known(url, only_here):
    assert share.on_this_computer_only(url) is only_here
