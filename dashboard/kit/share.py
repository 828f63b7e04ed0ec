"""The address of what is on screen, to be given to somebody else."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from core.classroom import addresses, setting
from core.datasets import library
from dashboard.components.copier import copier
from dashboard.shell import session, sitemap
from dashboard.shell.language import _, language


def offer(page: str, query: Mapping[str, str], key: str) -> None:
    """A button that opens the address."""
    with st.popover(_("Share"), icon=":material/share:", key=f"{key}_share", type="tertiary"):
        st.markdown(_("Anyone who opens this address finds the same here, in the same language:"))
        shown(page, query, key)


def shown(page: str, query: Mapping[str, str], key: str) -> None:
    """The address with a button to copy it, and for whom it does not work."""
    link = address(page, query)
    with st.container(key=f"{key}_address", gap="small"):
        st.code(link, language=None, wrap_lines=True)
        copier(link, _("Copy the address"), _("Copied"), f"{key}_copy")
    if query.get("dataset", "") not in ("", *library.DATASETS):
        st.caption(
            _("The photos are your own: they stay on this computer and are not in the link.")
        )
    if on_this_computer_only(_here()):
        st.caption(
            _(
                "This address works **on this computer only**. To share with others in your "
                "network, start the app for a class (`make class`, or "
                "`python -m dashboard.classroom`) and share from there."
            )
        )


def address(page: str, query: Mapping[str, str]) -> str:
    """The full address of a page, as this browser reaches it, in the learner's language."""
    here = urlsplit(_here())
    base, _slash, last = here.path.rstrip("/").rpartition("/")
    folder = base if last in sitemap.TITLES else here.path.rstrip("/")  # server.baseUrlPath
    asked = urlencode({**query, session.LANGUAGE: language()}, safe=",:")
    return urlunsplit((here.scheme, here.netloc, f"{folder}/{page}", asked, ""))


def _here() -> str:
    """The address on screen; of a class's teacher on its own computer, as the class reaches it."""
    url, now = st.context.url or "http://localhost:8501", setting.current()
    if now is None or not on_this_computer_only(url):
        return url
    way = addresses.urls("https" if now.tls_only else "http", now.port, now.host)[0]
    return urlunsplit((*urlsplit(way)[:2], *urlsplit(url)[2:]))


def on_this_computer_only(url: str) -> bool:
    """Whether an address leads back to the computer that opens it."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host in ("", "localhost") or host.endswith(".localhost")
