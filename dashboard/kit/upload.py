"""Files from the learner: the one uploader of all pages.

Streamlit refuses in the browser what is too large or of another kind, in English and only where
the mouse rests.  Its texts are therefore hidden, what can be taken stands on the page beforehand,
and a refused file (of whatever size: it never reaches the server) shows a sentence of the Lab's.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from typing import Any, Literal

import streamlit as st

from core import picture_files
from dashboard.shell import server
from dashboard.shell.language import _, translate

Seen = Literal["visible", "collapsed"]
ZIP_MEGABYTES = 200
# `server.maxUploadSize` stands 1 MB above: the server counts the form around a file as well.
PHOTO_MEGABYTES = picture_files.MOST_MEGABYTES
_CSS = """
.{box} [data-testid="stFileUploaderDropzoneInstructions"] span {{ font-size: 0;
  white-space: normal; }}
.{box} [data-testid="stFileUploaderDropzoneInstructions"] span::after {{ content: {taken};
  font-size: .875rem; }}
.{box} [data-testid="stFileUploaderDropzone"] button p {{ font-size: 0; }}
.{box} [data-testid="stFileUploaderDropzone"] button p::after {{ content: {choose};
  font-size: 1rem; }}
.{box} .stFileChip[aria-invalid="true"] {{ pointer-events: none; }}
.{box} .stFileChip[aria-invalid="true"] button {{ pointer-events: auto; }}
.{box} .stFileChip [role="alert"] {{ display: none; }}
.{box} .tll-refused {{ display: none; color: var(--tll-wrong); margin: 0; }}
.{box}:has(.stFileChip[aria-invalid="true"]) .tll-refused {{ display: block; }}
"""


def zipped(label: str, key: str) -> Any:
    """Ask for a ZIP; the uploaded file, or None."""
    return _uploader(label, key, "ZIP", ["zip"], ZIP_MEGABYTES)


def photo(label: str, key: str, seen: Seen = "visible") -> Any:
    """Ask for a photo; the uploaded file, or None.  seen: whether the label is drawn."""
    return _photos(label, key, several=False, seen=seen)


def photos(label: str, key: str) -> Any:
    """Ask for photos; the list of the uploaded files."""
    return _photos(label, key, several=True)


def _photos(label: str, key: str, **how: Any) -> Any:
    kinds = translate(picture_files.named())
    return _uploader(label, key, kinds, picture_files.READ, PHOTO_MEGABYTES, **how)


def _uploader(
    label: str,
    key: str,
    kinds: str,
    endings: Sequence[str],
    most: int,
    several: bool = False,
    seen: Seen = "visible",
) -> Any:
    taken = _("{kinds}, up to {most} MB", kinds=kinds, most=most)
    refused = _(
        "The file marked in red was not taken. What can be taken here: {kinds}, up to {most} MB, "
        "and {all} MB in all.",
        kinds=kinds,
        most=most,
        all=server.MEGABYTES,
    )
    box = f"{key}_upload"
    css = _CSS.format(box=f"st-key-{box}", taken=_quoted(taken), choose=_quoted(_("Choose a file")))
    with st.container(key=box, gap="xsmall"):
        given = st.file_uploader(
            label,
            type=endings,
            accept_multiple_files=several,
            key=key,
            max_upload_size=most,
            label_visibility=seen,
        )
        st.html(f'<style>{css}</style><p class="tll-refused" role="alert">{escape(refused)}</p>')
    return given


def _quoted(text: str) -> str:
    """A text as CSS writes strings, harmless inside a style element."""
    return json.dumps(text, ensure_ascii=False).replace("<", "\\3c ")
