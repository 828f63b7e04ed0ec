"""Pages of `docs/` that the app shows as well: one text for those who read either."""

from __future__ import annotations

import re
from base64 import b64encode
from html import escape

import streamlit as st

from core.classroom.join import CERTIFICATE
from core.paths import ROOT
from dashboard.shell.language import _, language

FOLDER = ROOT / "docs"
PICTURE = re.compile(r"!\[([^\]]*)\]\(([\w./-]+\.svg)\)")
BROKEN = re.compile(r"(?<=[`\x80-\U0010ffff])\n *(?=[^\x00-\x7f])")  # a line's end, no space
AROUND_A_TABLE = re.compile(r"\n\n(?=\|)|(?<=\|)\n\n")


def text(name: str, into: str) -> str:
    """A document in a language, without its title and the links between files."""
    own = FOLDER / f"{name}.{into}.md"
    said = (own if own.is_file() else FOLDER / f"{name}.md").read_text("utf-8")
    body = re.sub(r"\A# .*\n+", "", said)
    body = re.sub(r" ?[(（]\[[^\]]+\]\([^)#]+\.md\)[)）]", "", body)  # nothing but a link
    body = re.sub(r"\[([^\]]+)\]\([^)#]+\.md\)", r"\1", body)
    return BROKEN.sub("", body)


def show(name: str) -> None:
    """Write a document, with its drawings."""
    with st.container(key=f"document_{name}"):
        said, *rest = PICTURE.split(text(name, language()))
        _write(said)
        for alt, file, said in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
            drawing = b64encode((FOLDER / file).read_bytes()).decode()
            source = f"data:image/svg+xml;base64,{drawing}"
            st.html(f'<img src="{source}" alt="{escape(alt)}" style="max-width: 100%">')
            _write(said)


def _write(said: str) -> None:
    """Write Markdown; a table stands alone, so that a narrow screen moves nothing else sideways."""
    for block in AROUND_A_TABLE.split(said):
        st.markdown(block)


def certificate() -> None:
    """The certificate to download, and how each device is told to trust it."""
    label = _("Download the certificate")
    st.markdown(f":material/download: [**{label}**]({CERTIFICATE})")
    show("trust-the-certificate")
