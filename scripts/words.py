"""Count what a learner reads on each page: words of English, characters of Japanese.

    python -m scripts.words [--lang en|ja] [--json]

`opened`: what stands there when a place (a page, or a part of its lesson) is opened for the first
time, in the page itself. `after`: the pieces of its lesson, which stand beside a picture or follow
a result; of several that a measurement chooses from, all are counted.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.scriptrunner import script_runner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from core.paths import ROOT

APP = str(ROOT / "dashboard" / "app.py")
LOCALES = {"en": "en-US", "ja": "ja-JP"}
_PROGRAM = re.compile(r"```.*?```|<(style|svg|script)\b.*?</\1>", re.DOTALL)
_MARKUP = re.compile(r"<[^>]*>|(?<=\])\([^)]*\)|:material/\w+:|:\w+\[|\{#\w+\}")
_COUNTED = {
    "en": re.compile(r"[^\W_]+(?:[’'.,-][^\W_]+)*"),
    "ja": re.compile(r"[^\W_]"),
}


def count(text: str, into: str) -> int:
    """The words (English) or the characters (Japanese) of a text, without programs and markup."""
    return len(_COUNTED[into].findall(_MARKUP.sub(" ", _PROGRAM.sub(" ", text))))


def read(app: AppTest) -> Iterator[str]:
    """Titles, texts, captions, labels and choices of the page itself."""
    for element in app.main:
        for name in ("label", "value"):
            text = getattr(element, name, None)
            if isinstance(text, str) and element.type not in ("code", "text_input"):
                yield text
        yield from map(str, getattr(element, "options", ()))


def places() -> Iterator[tuple[str, str | None]]:
    """Every page, and every part of a lesson (of “broken”, which the playground shows, too)."""
    from dashboard.kit import lesson
    from dashboard.shell.sitemap import OF_TEACHER

    taught = {file.name.split(".")[0] for file in (ROOT / "assets" / "lessons").glob("*.en.md")}
    pages = {file.parent.name for file in (ROOT / "pages").glob("*/page.py")} - set(OF_TEACHER)
    for name in sorted(taught | pages):
        for part in lesson.parts(name, "en") if name in taught else [None]:
            yield name, part


def opened(page: str, part: str | None, into: str) -> int:
    """How much stands on a place when it is opened by a link."""
    if not (ROOT / "pages" / page).is_dir():
        return 0
    app = AppTest.from_file(APP, default_timeout=180)
    app.context = {"locale": LOCALES[into], "theme": "light"}
    if part:
        app.query_params["part"] = part
    if page != "home":
        app._page_hash = calc_hash(page)
    app.run()
    if app.exception:
        raise SystemExit(f"{page}/{part}: {app.exception[0].value}")
    return sum(count(text, into) for text in read(app))


def after(page: str, part: str | None, into: str) -> int:
    """How much the pieces of a part of a lesson say."""
    from dashboard.kit import lesson

    if part is None:
        return 0
    pieces = lesson.parts(page, into)[part].pieces
    return sum(count(text, into) for name, text in pieces.items() if name)


def counted(into: str) -> dict[str, dict[str, int]]:
    """Both counts of every place in a language."""
    return {
        f"{page}/{part}" if part else page: {
            "opened": opened(page, part, into),
            "after": after(page, part, into),
        }
        for page, part in places()
    }


def table(rows: dict[str, dict[str, int]]) -> Iterable[str]:
    """Lines of a table with the sums."""
    width = max(map(len, rows))
    yield f"{'':{width}}  opened   after"
    for place, row in rows.items():
        yield f"{place:{width}} {row['opened']:7,} {row['after']:7,}"
    total = {name: sum(row[name] for row in rows.values()) for name in ("opened", "after")}
    yield f"{'all':{width}} {total['opened']:7,} {total['after']:7,}"


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--lang", choices=LOCALES, default="en")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    script_runner._clean_problem_modules = lambda: None
    manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TLL_DATA_DIR"] = str(Path(folder))  # a learner who has done nothing yet
        rows = counted(asked.lang)
        from dashboard.shell import services

        services.runner().close()
        services.store().close()
    print(json.dumps(rows, indent=1) if asked.json else "\n".join(table(rows)))


if __name__ == "__main__":
    main()
