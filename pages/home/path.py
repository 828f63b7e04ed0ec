"""Your path on Home: every page in the order of the site, how far one is, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from core.teaching import quizzes
from core.teaching.quizzes import AFTER, BEFORE
from dashboard.kit import lesson
from dashboard.kit.dots import DONE, OPEN, row
from dashboard.kit.quiz import door, questions, record
from dashboard.kit.times import EXPERIMENTS, MINUTES
from dashboard.shell import runlog, services, sitemap
from dashboard.shell.language import N_, _

PROMISES = {
    "why": N_("See for yourself why a network that knows photos learns yours from a few."),
    "architectures": N_("Take famous networks apart, down to a single layer."),
    "two_ways": N_("Freeze or fine-tune? Know what learns, and at which rate."),
    "holds": N_("What damaged photos do to an accuracy, and when a network is too sure."),
    "tricks": N_("Six tricks that decide whether a training works, each measured."),
    "playground": N_("Move the freeze slider, predict, train, and see why. The heart of this lab."),
    "race": N_("Let ways of learning compete. Is the winner’s lead more than luck?"),
    "advisor": N_("What to freeze for your task: a rule, a measurement, and when they fail."),
    "photo": N_("Ask networks about a photo of yours, and find out where they look."),
    "ideal": N_("Let a network paint what it would most like to see, and let others judge it."),
    "adversarial": N_("Fool a network with a change that nobody sees, and find out why it works."),
    "cats_dogs": N_("The chapter’s project, step by step, from the photos to the answer."),
    "dataset": N_("Your own photos: check them, compare ways to learn, write the report."),
    "pets": N_("37 breeds, and how far from photos transfer carries."),
}


@dataclass(frozen=True)
class Step:
    """How far one is on a page; `parts` are those of a lesson, {id: done}."""

    name: str
    parts: dict[str, bool]
    tried: int = 0

    @property
    def over(self) -> bool:
        return all(self.parts.values()) if self.parts else self.tried > 0

    @property
    def minutes(self) -> int:
        """About how long the rest takes."""
        if not self.parts:
            return 0 if self.tried else EXPERIMENTS[self.name]
        return MINUTES * list(self.parts.values()).count(False)


def section() -> None:
    """What comes next, and one row for everything that stands."""
    steps = {name: _step(name) for name in PROMISES if sitemap.stands(name)}
    following = next((step for step in steps.values() if not step.over), None)
    if not any(step.tried or any(step.parts.values()) for step in steps.values()):
        _first_step()
    for title, names in sitemap.SECTIONS.items():
        mine = [steps[name] for name in names if name in steps]
        if not mine:
            continue
        with st.container(border=True):
            st.subheader(_(title), anchor=False)
            for step in mine:
                _row(step, step is following)


def _step(name: str) -> Step:
    if name in EXPERIMENTS:
        return Step(name, {}, _tried(name))
    done = services.setting(lesson.PROGRESS, {}).get(name, [])
    return Step(name, {part: part in done for part in lesson.parts(name)})


def _tried(name: str) -> int:
    """Trainings in the playground, or races."""
    if name == "playground":
        first = services.first_recipe().check()  # of “Show me”, which is Home’s
        return sum(recipe != first for _run, recipe in runlog.finished())
    series = {run.series for run in runlog.runs(series=None)}
    return sum(one.partition("-")[0] == name for one in series)


def _first_step() -> None:
    """Before anything is done: what to do first, and why."""
    first = next((name for name in PROMISES if name in questions.LESSONS), None)
    if first is None or not sitemap.stands("check"):
        return
    st.markdown(
        _(
            "A good first step: **guess before you look.** A few questions, no grade; a prediction "
            "makes you see more in the lesson."
        )
    )
    title = _(sitemap.TITLES[first][0])
    door.link(first, BEFORE, _("Guess first: “{title}”", title=title))


def straight() -> None:
    """On a phone, which folds the menu away: the pages where something is tried, in one tap."""
    st.html(Path(__file__).with_suffix(".css"))
    with st.container(key="home_straight", horizontal=True):
        for section in ("Experiment", "Project"):
            for name in sitemap.SECTIONS[section]:
                if sitemap.stands(name):
                    title, icon = sitemap.TITLES[name]
                    sitemap.link(name, _(title), icon, width="content")


def _row(step: Step, following: bool) -> None:
    """A page: what it promises, how far one is, and the way there."""
    words, progress, way = st.columns([6, 4, 3], vertical_alignment="center", gap="small")
    title, icon = sitemap.TITLES[step.name]
    mark = ":green[:material/check_circle:] " if step.over else ""
    mark += f":blue-badge[{_('Next')}] " if following else ""
    words.markdown(f"{icon} **{_(title)}** {mark}  \n{_(PROMISES[step.name])}")
    with progress:
        _progress(step)
    with way:
        _way(step)


def _progress(step: Step) -> None:
    time = _("about {minutes} min", minutes=step.minutes) if step.minutes else ""
    if not step.parts:
        said = {
            "playground": _("Trainings of yours so far: {count}", count=step.tried),
            "race": _("Races of yours so far: {count}", count=step.tried),
        }[step.name]
        st.caption(said if step.tried else " · ".join([_("Not tried yet"), time]))
        return
    done = list(step.parts.values()).count(True)
    said = _("{done} of {all} parts", done=done, all=len(step.parts))
    states = [DONE if one else OPEN for one in step.parts.values()]
    row(states, said, " · ".join(filter(None, [said, time, _scores(step.name)])))


def _way(step: Step) -> None:
    if not step.parts:
        sitemap.link(step.name, _("Open"), ":material/arrow_forward:")
        return
    known = lesson.parts(step.name)
    following = next((part for part, done in step.parts.items() if not done), None)
    if following is not None:
        begun = any(step.parts.values())
        start = _("Go on: {part}", part=known[following].title) if begun else _("Begin")
        lesson.link(step.name, following, start)
        return
    lesson.link(step.name, next(iter(known)), _("Look again"), ":material/check:")
    if step.name in questions.LESSONS and not record.score(step.name, AFTER).answered:
        door.link(step.name, AFTER, _("Check what you know now"))


def _scores(name: str) -> str:
    """The quizzes of a lesson in a few words; "" while none was begun."""
    if name not in questions.LESSONS:
        return ""
    before, after = (record.score(name, when) for when in quizzes.WHEN)
    values = {"before": f"{before.right}/{before.all}", "after": f"{after.right}/{after.all}"}
    if before.answered and after.answered:
        return _("quiz {before} → {after}", **values)
    if before.answered:
        return _("quiz before: {before}", **values)
    return _("quiz after: {after}", **values) if after.answered else ""
