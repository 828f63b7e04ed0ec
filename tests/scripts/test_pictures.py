"""The README's pictures: those that the script takes, small, and each shown."""

from PIL import Image

from core.paths import ROOT
from scripts import pictures


def test_every_picture_is_there_small_and_in_the_readme():
    files = {file.stem: file for file in pictures.FOLDER.glob("*.webp")}
    assert set(files) == set(pictures.PICTURES)
    shown = (ROOT / "README.md").read_text("utf-8")
    for name, file in files.items():
        assert file.stat().st_size <= pictures.LARGEST
        with Image.open(file) as picture:
            assert picture.size == tuple(pictures.SCREEN.values())
        assert f"](docs/pictures/{name}.webp)" in shown
