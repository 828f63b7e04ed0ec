"""The twenty ImageNet photos that foolbox carries, from their JPEG bytes, through the command."""

import json
import re

import pytest

from core.__main__ import main
from core.datasets.samples import samples


@pytest.mark.parametrize(("backbone", "right"), [("efficientnet_lite0", 17), ("squeezenet", 13)])
def test_most_of_the_sample_photos_are_named_right(backbone, right, capsys):
    files = [str(entry.path) for entry in samples() if entry.labelled == "imagenet"]
    assert main(["classify", *files, "--backbone", backbone, "--top", "1", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == 20
    labels = [int(re.search(r"_(\d+)\.jpg$", row["file"])[1]) for row in rows]
    said = [row["predictions"][0]["index"] for row in rows]
    assert sum(a == b for a, b in zip(labels, said, strict=True)) >= right
