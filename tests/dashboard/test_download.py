"""Files are handed over in one way."""

from core.paths import ROOT


def test_every_file_is_offered_by_the_one_button():
    files = [path for name in ("dashboard", "pages") for path in (ROOT / name).rglob("*.py")]
    using = [path.name for path in files if "download_button(" in path.read_text("utf-8")]
    assert using == ["download.py"]
