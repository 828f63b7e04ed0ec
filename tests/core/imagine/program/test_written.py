"""Written programs of ideal images and attacks: plain Keras, short, in the learner's language."""

import ast
import json
import zipfile
from io import BytesIO

import nbformat
import numpy as np
import pytest

from core.imagine.attacks.recipe import Attack
from core.imagine.ideal.recipe import Ideal, Term
from core.imagine.program import attack, ideal
from core.messages import LabError

SEEN = np.zeros((227, 227, 3), np.uint8)
LEFT = np.arange(227)[None] < np.full((227, 1), 100)
IDEALS = {
    "tv": Ideal(param="tv"),
    "pixel": Ideal(param="pixel", steps=32, size=96),
    "grey": Ideal(param="tv", start="grey", tv=50.0),
    "maco": ideal.covered(Ideal(param="maco")),
}
ATTACKS = {
    "pgd": Attack.of("pgd"),
    "fgsm": Attack.of("fgsm", goal="untargeted"),
    "second": Attack.of("pgd", goal="second", momentum=0.9),
    "least": Attack.of("pgd", goal="least", random_start=True, seed=7),
}


def programs(language="en"):
    for recipe in IDEALS.values():
        yield ideal.write(recipe, language)
    for recipe in ATTACKS.values():
        yield attack.write(recipe, SEEN, None, language)
    yield attack.write(ATTACKS["pgd"], SEEN, LEFT, language)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_program_is_short_python_that_knows_nothing_of_this_project(language):
    for program in programs(language):
        tree = ast.parse(program.text)
        imported = {
            node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
        }
        assert imported == {"keras", "numpy", "tensorflow", "PIL"}
        assert len(program.text.splitlines()) < 65
        assert max(map(len, program.text.splitlines())) <= 100


def test_comments_are_in_the_learners_language():
    english, japanese = (ideal.write(IDEALS["tv"], language).text for language in ("en", "ja"))
    assert english.isascii() or "’" in english
    assert "シャム" in japanese and "# Siamese cat" in english
    assert [line for line in english.splitlines() if "#" not in line] == [
        line for line in japanese.splitlines() if "#" not in line
    ]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_notebook_holds_the_program_and_shows_the_picture(language):
    for program in programs(language):
        book = nbformat.reads(program.notebook, 4)
        nbformat.validate(book)
        said, *cells = book.cells
        assert said.source.startswith("# ") and "network.keras" in said.source
        source = "\n\n".join(cell.source for cell in cells)
        assert source == program.text.strip() + "\npicture"
        assert json.loads(program.notebook)["nbformat"] == 4


def test_the_bundle_holds_all_that_the_program_reads(tmp_path):
    (tmp_path / "made.keras").write_bytes(b"network")
    program = attack.write(ATTACKS["pgd"], SEEN, LEFT, "en")
    archive = zipfile.ZipFile(BytesIO(program.bundle(tmp_path / "made.keras")))
    files = ["adversarial.ipynb", "adversarial.py", "photo.png", "mask.png", "network.keras"]
    assert archive.namelist() == files
    assert archive.read("network.keras") == b"network"


def test_total_variation_is_only_there_where_it_costs_something():
    assert "SMOOTH = 1000" in ideal.write(IDEALS["tv"], "en").text
    assert "variation" not in ideal.write(IDEALS["pixel"], "en").text


def test_every_recipe_has_a_nearest_one_that_a_program_covers():
    mixed = Ideal("squeezenet", (Term(index=1), Term(index=2)), seed=3, steps=40, coarse=True)
    near = ideal.covered(mixed)
    assert (near.backbone, near.target, near.param, near.seed, near.steps) == (
        "squeezenet",
        1,
        "tv",
        3,
        40,
    )
    assert ideal.covered(near) == near
    patch = Attack.of("patch", target=9)
    near = attack.covered(patch)
    assert (near.method, near.target) == ("pgd", 9)
    assert attack.covered(near) == near
    several = Attack.of("fgsm", backbones=("squeezenet", "efficientnet_lite0"))
    assert attack.covered(several).backbones == ("squeezenet",)


def test_what_no_program_covers_is_refused_in_words():
    with pytest.raises(LabError, match="total variation"):
        ideal.write(Ideal(), "en")
    with pytest.raises(LabError, match="FGSM, PGD"):
        attack.write(Attack.of("patch"), SEEN, None, "en")
