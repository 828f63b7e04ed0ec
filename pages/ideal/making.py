"""Making one image: the button, the image as it forms, and what came of it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core import images
from core.figures.ascent import ascent, smooth
from core.imagine.ideal import pictures
from core.imagine.ideal.recipe import Ideal
from core.imagine.ideal.result import Result
from core.work import Document
from dashboard.components.film import Film, Frame, film
from dashboard.components.reveal import reveal
from dashboard.kit import ask, download, ideal_words, photo, predict
from dashboard.kit.bars import percent
from dashboard.kit.chart import pen, show
from dashboard.kit.gallery import Picture, at_least, rows
from dashboard.shell import sitemap
from dashboard.shell.language import _
from pages.ideal import verdict
from pages.ideal.guess import Asked

CLIMB = 0.05  # of its value: an objective that gains less has not climbed
PICTURE, SAID = 360, 420  # pixels across


def payload(recipe: Ideal, given: str | None) -> Document:
    """The payload of task ``ideal``; `given`: what a recipe that starts from a photo needs."""
    return {"recipe": recipe.to_json()} | ({"photo": given} if recipe.start == "photo" else {})


def press(
    recipe: Ideal, given: str | None, key: str, label: str, guess: Asked | None = None
) -> Result | None:
    """The button, the image as it forms, and its result; a stopped image is one, too."""
    if guess is not None and not guess.ready(ask.begun("ideal", payload(recipe, given), key)):
        predict.button(label, key)
        return None
    if given == "":
        st.button(label, key=f"{key}_idle", disabled=True, icon=":material/play_arrow:")
        return None
    with st.container(key=f"{key}_work"):
        live = _forming(f"{key}_work")
        asked = ask.Question("ideal", payload(recipe, given), key, live=live, partial=True)
        made = ask.press(asked, label, primary=True, again=_("Make it again"))
    return cast(Result | None, made)


def press_several(
    recipes: Mapping[str, Ideal],
    key: str,
    label: str,
    again: str,
    guess: Asked,
    seconds: float | None = None,
) -> list[Result] | None:
    """The button for several images at once, by their titles; once they are made, their films."""
    asked = {"recipes": [recipe.to_json() for recipe in recipes.values()], "seconds": seconds}
    question = ask.Question("ideals", asked, key, live=_live(list(recipes)), partial=True)
    if not guess.ready(ask.begun("ideals", asked, key)):
        predict.button(label, key)
        return None
    made = ask.press(question, label, primary=True, again=again)
    if made is None:
        return None
    results: list[Result] = made["images"]
    _scrub(
        [_history(one, title) for one, title in zip(results, recipes, strict=True)], f"{key}_films"
    )
    return results


def finished(result: Result, key: str, say: Callable[[], None]) -> None:
    """One image: its history, what is said of it, its files and its curves."""
    picture, said = _side_by_side()
    with picture:
        _scrub([_history(result)], f"{key}_history")
    with said:
        say()
        verdict.networks(result)
    _downloads(result, key)
    _curves(result, key)


def _side_by_side() -> tuple[DeltaGenerator, DeltaGenerator]:
    """A place for the picture and one for what is said; below each other where it is narrow."""
    with st.container(horizontal=True, gap="medium"):
        return st.container(width=PICTURE), st.container(width=SAID)


def _forming(place: str) -> ask.Live:
    """Draws the newest frame of one image, its numbers beside it; brings it into sight once."""

    def draw(events: list[Document]) -> None:
        frames = [event for event in events if event["kind"] == "frame"]
        if not frames:
            return
        now = frames[-1]
        picture, numbers = _side_by_side()
        with picture:
            _newest({"": now})
        with numbers:
            if now["probability"] is not None:
                st.metric(_("The network’s own probability"), percent(now["probability"]))
            if now["objective"] is not None:
                st.metric(_("Objective"), f"{now['objective']:.1f}")
                st.metric(_("Total variation"), f"{now['tv']:.3f}")
        reveal(place, hashlib.sha256(frames[0]["image"].encode()).hexdigest())

    return draw


def _live(titles: Sequence[str]) -> ask.Live:
    """Draws the newest frame of each of several images."""

    def draw(events: list[Document]) -> None:
        newest = {event["number"]: event for event in events if event["kind"] == "frame"}
        _newest({titles[number]: event for number, event in sorted(newest.items())})

    return draw


def _newest(frames: Mapping[str, Document]) -> None:
    """Frames by the title of their image."""
    pictures = [
        Picture(f"data:image/jpeg;base64,{frame['image']}", "", _said(frame), above=title)
        for title, frame in frames.items()
    ]
    rows(pictures, at_least(180, "auto-fit"), "square forming")


def _said(frame: Mapping[str, Any]) -> str:
    """Step, objective and probability of a frame in one line."""
    out = [_("Step {step}", step=frame["step"])]
    if frame.get("objective") is not None:
        out.append(_("objective {value}", value=f"{frame['objective']:.1f}"))
    if frame["probability"] is not None:
        out.append(f"P {percent(frame['probability'])}")
    return " · ".join(out)


def _history(result: Result, title: str = "") -> Film:
    """The frames of a result, the finished PNG last; of a run that was kept, the PNG alone."""
    recipe = Ideal.from_json(result["recipe"])
    last = {"step": result["steps"], "probability": result["probability"]}
    frames = [Frame(one["image"], _said(one)) for one in result.get("frames", ())]
    if frames and result["frames"][-1]["step"] == result["steps"]:
        frames.pop()
    alt = _("Ideal image for: {aim}", aim=ideal_words.aim(recipe))
    return Film([*frames, Frame(result["png"], _said(last), "png")], alt, title)


def _scrub(films: Sequence[Film], key: str) -> None:
    """Histories with their slider."""
    words = {"play": _("Play"), "pause": _("Pause"), "label": _("Place in the history")}
    film(films, words, key)


def _downloads(result: Result, key: str) -> None:
    """The PNG, the animation, and the way to go on with the image as a photo."""
    recipe = Ideal.from_json(result["recipe"])
    name = f"ideal-{recipe.target if recipe.target is not None else recipe.objective[0].kind}"
    frames = [one["image"] for one in result.get("frames", ())]
    with st.container(horizontal=True, vertical_alignment="center"):
        download.offer(
            _("Image (PNG)"), base64.b64decode(result["png"]), f"{name}.png", f"{key}_png"
        )
        if len(frames) > 1:
            download.offer(
                _("Animation (WebP)"),
                lambda: pictures.animation(frames),
                f"{name}.webp",
                f"{key}_film",
                icon="movie",
            )
        if st.button(_("Use it as my photo"), key=f"{key}_use", icon=":material/photo_camera:"):
            photo.choose(photo.Photo("", ideal_words.aim(recipe), images.from_text(result["png"])))
            st.switch_page(sitemap.page("photo"))


def _curves(result: Result, key: str) -> None:
    """Objective and total variation over the steps."""
    curve, recipe = result["curve"], Ideal.from_json(result["recipe"])
    if not curve:
        return
    climb = smooth([row["objective"] for row in curve])
    first, last = climb[0], climb[-1]
    values = {"first": f"{first:.3g}", "last": f"{last:.3g}"}
    climbed = last - first > CLIMB * max(abs(first), abs(last))
    title = (
        _("The objective climbs from about {first} to {last}", **values)
        if climbed
        else _("The objective has not climbed: from about {first} to {last}", **values)
    )
    logit = recipe.target is not None
    show(
        ascent(pen(), curve, title, steps=curve[-1]["step"], logit=logit),
        key=f"{key}_curves",
        alt=_("Objective and total variation over the steps. {finding}", finding=title),
    )
