"""Pages of `docs/` that the app shows as well: one text for those who read either."""

from __future__ import annotations

import re

import streamlit as st

from core.classroom.join import CERTIFICATE
from core.paths import ROOT
from dashboard.shell.language import _, language

FOLDER = ROOT / "docs"


def text(name: str, into: str) -> str:
    """A document in a language, without its title and the links between files."""
    own = FOLDER / f"{name}.{into}.md"
    said = (own if own.is_file() else FOLDER / f"{name}.md").read_text("utf-8")
    body = re.sub(r"\A# .*\n+", "", said)
    body = re.sub(r" ?[(（]\[[^\]]+\]\([^)#]+\.md\)[)）]", "", body)  # nothing but a link
    body = re.sub(r"\[([^\]]+)\]\([^)#]+\.md\)", r"\1", body)
    return re.sub(r"(?<=[^\x00-\x7f])\n *(?=[^\x00-\x7f])", "", body)  # a line's end is no space


def show(name: str) -> None:
    """Write a document."""
    with st.container(key=f"document_{name}"):
        st.markdown(text(name, language()))


def certificate() -> None:
    """The certificate to download, and how each device is told to trust it."""
    label = _("Download the certificate")
    st.markdown(f":material/download: [**{label}**]({CERTIFICATE})")
    show("trust-the-certificate")
