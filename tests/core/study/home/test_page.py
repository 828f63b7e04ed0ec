"""The page's text: complete, closed to the network, safe with anybody's names, not too large."""

import base64
import hashlib
import json
import re

import pytest

from core.messages import LabError
from core.study.home import page, runtime
from core.transfer.recipe import Recipe

MEASURED = {"accuracy": 0.9, "interval": [0.8, 0.95], "photos": 20, "agree": 1.0, "gap": 0.01}
RECIPE = Recipe(dataset="cifar10", classes=("cat", "dog"))
LIBRARY = b"var a,b,c;export{a as InferenceSession,b as Tensor,c as env};\n//# sourceMappingURL=x"


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setattr(
        runtime, "read", lambda name, report: LIBRARY if name == runtime.PROGRAM else b"machine"
    )


def write(**named):
    return page.write(RECIPE, named.pop("model", b"model"), MEASURED, **named)


def test_only_its_own_program_and_style_may_run():
    text = write()
    [policy] = re.findall(r'Security-Policy" content="([^"]*)"', text)
    assert "default-src 'none'" in policy and "connect-src" not in policy
    for tag in (r'<script type="module">(.*?)</script>', r"<style>(.*?)</style>"):
        [inside] = re.findall(tag, text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert not re.findall(r'(?:src|href)="', text) and "sourceMappingURL" not in text


def test_both_languages_and_what_was_measured_are_inside():
    facts = json.loads(re.findall(r'id="facts">(.*?)</script>', write(), re.DOTALL)[0])
    assert facts["classes"] == {"ja": ["猫", "犬"], "en": ["cat", "dog"]}
    assert facts["texts"]["ja"].keys() == facts["texts"]["en"].keys()
    assert (
        "90.0%" in facts["texts"]["en"]["measured"] and "90.0%" in facts["texts"]["ja"]["measured"]
    )
    said = set(re.findall(r'data-say="(\w+)"', write()))
    said |= set(re.findall(r'(?:say|state)\("(\w+)"', write()))
    assert said <= facts["texts"]["en"].keys()


def test_a_card_cannot_bring_a_program_along():
    text = write(card={"en": "# For\n<script>alert(1)</script>", "ja": "# 目的"})
    assert "&lt;script&gt;alert(1)" in text and text.count("<details") == 2
    assert "<details" not in write()


def test_a_network_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(page, "LARGEST", 100)
    with pytest.raises(LabError, match="smaller network"):
        write()
    assert not page.fits(b"model")
