"""Links from a question or a term to the part of a lesson that tells more."""

from __future__ import annotations

from dashboard.kit import lesson
from dashboard.shell import sitemap
from dashboard.shell.language import _


def to_part(link: str) -> None:
    """A link to ``lesson/part``, or to a page; nothing where the page is not there."""
    name, _slash, part = link.partition("/")
    if not sitemap.stands(name):
        return
    if not part:
        sitemap.link(name, title(name), ":material/arrow_forward:")
    else:
        said = _("{lesson}: {part}", lesson=title(name), part=lesson.parts(name)[part].title)
        lesson.link(name, part, said)


def title(name: str) -> str:
    """The title of a lesson."""
    return _(sitemap.TITLES[name][0])
