"""Keep the catalogues in step with the sources.

    python -m scripts.catalogues          update assets/locales/*.po; translations are kept
    python -m scripts.catalogues --check  exit status 1 when a text is missing or left over

A new language is one more line in `core.translations.LANGUAGES` and one run of this.
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections.abc import Iterator

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from core.paths import ROOT
from core.translations import LOCALES, TRANSLATED

FOLDERS = ("core", "dashboard", "pages")
HEADER = """# Texts of the Transfer Learning Lab: {language}
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
KEYWORDS = ("_", "N_", "msg", "LabError")


def marked(source: str) -> Iterator[str]:
    """Every marked literal of a Python source, also inside f-strings, where Babel's own extraction
    does not look."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            first = node.args[0]
            if node.func.id in KEYWORDS and isinstance(first, ast.Constant):
                yield str(first.value)


def extracted() -> set[str]:
    """Every text of the sources."""
    return {
        text
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*.py")
        for text in marked(path.read_text("utf-8"))
    }


def translations(language: str) -> dict[str, str]:
    """Text → translation, of one catalogue as it stands; empty when there is none yet."""
    path = LOCALES / f"{language}.po"
    if not path.is_file():
        return {}
    with path.open("rb") as source:
        entries = read_po(source, locale=language)
    return {str(m.id): str(m.string) for m in entries if m.id and not m.fuzzy}


def write(language: str, known: dict[str, str]) -> None:
    """Write a language's catalogue: every extracted text, translated as far as `known` goes."""
    catalogue = Catalog(locale=language, charset="utf-8", fuzzy=False)
    for text in sorted(extracted()):
        catalogue.add(text, known.get(text, ""))
    LOCALES.mkdir(parents=True, exist_ok=True)
    with (LOCALES / f"{language}.po").open("wb") as target:
        target.write(HEADER.format(language=language).encode())
        # No dates and no places: the file changes only when a text does.
        write_po(target, catalogue, width=100, omit_header=True)


def problems() -> Iterator[str]:
    """What is wrong with the catalogues, one line each."""
    texts = extracted()
    for language in TRANSLATED:
        known = translations(language)
        yield from (f"{language}: missing or empty: {t!r}" for t in texts if not known.get(t))
        yield from (f"{language}: no longer used: {t!r}" for t in known if t not in texts)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing, only report")
    if not parser.parse_args().check:
        for language in TRANSLATED:
            write(language, translations(language))
    found = list(problems())
    print("\n".join(found) or "The catalogues are complete.", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
