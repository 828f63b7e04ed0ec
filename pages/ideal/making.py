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
from dashboard.kit import ask, download, ideal_words, photo
from dashboard.kit.bars import percent
from dashboard.kit.chart import pen, show
from dashboard.kit.gallery import Picture, at_least, rows
from dashboard.shell import sitemap
from dashboard.shell.language import _
from pages.ideal import verdict
from pages.ideal.guess import Asked

CLIMB = 0.05  # of its value: an objective that gains less has not climbed
PICTURE, SMALL = 380, 128  # pixels across: of one image, and of one of several at least


def payload(recipe: Ideal, given: str | None) -> Document:
    """The payload of task ``ideal``; `given`: what a recipe that starts from a photo needs."""
    return {"recipe": recipe.to_json()} | ({"photo": given} if recipe.start == "photo" else {})


def press(
    recipe: Ideal,
    given: str | None,
    key: str,
    label: str,
    guess: Asked | None,
    scene: DeltaGenerator,
) -> Result | None:
    """The button, and its result; a stopped image is one, too.  In the `scene` the image forms."""
    if given == "":
        st.button(label, key=f"{key}_idle", disabled=True, icon=":material/play_arrow:")
        return None
    live = _forming(f"scene_{key}")
    asked = ask.Question("ideal", payload(recipe, given), key, live=live, partial=True)
    again = _("Make it again")
    if guess is not None:
        return cast(Result | None, guess.press(asked, label, again, scene))
    made = ask.press(asked, label, primary=True, again=again, scene=scene)
    return cast(Result | None, made)


def press_several(
    recipes: Mapping[str, Ideal],
    key: str,
    words: tuple[str, str],
    guess: Asked,
    scene: DeltaGenerator,
    seconds: float | None = None,
) -> list[Result] | None:
    """The button for several images at once, by their titles; once they are made, their films in
    the `scene`.  words: what the button says before and afterwards."""
    asked = _several(recipes, seconds)
    live = _live(list(recipes), f"scene_{key}")
    question = ask.Question("ideals", asked, key, live=live, partial=True)
    made = guess.press(question, *words, scene)
    if made is None:
        return None
    results: list[Result] = made["images"]
    with scene:
        scrub(
            [history(one, title) for one, title in zip(results, recipes, strict=True)],
            f"{key}_films",
        )
    _reveal(f"scene_{key}", results[0]["png"])
    return results


def begun(recipes: Mapping[str, Ideal], key: str, seconds: float | None = None) -> bool:
    """Whether `press_several` has something of the learner's own to show."""
    return ask.begun("ideals", _several(recipes, seconds), key)


def _several(recipes: Mapping[str, Ideal], seconds: float | None) -> Document:
    return {"recipes": [recipe.to_json() for recipe in recipes.values()], "seconds": seconds}


def finished(result: Result, key: str, say: Callable[[], None], scene: DeltaGenerator) -> None:
    """One image: its history and what is said of it in the `scene`; here its files, what networks
    answer, and its curves."""
    with scene:
        with wide(1):
            scrub([history(result)], f"{key}_history")
        say()
    _reveal(f"scene_{key}", result["png"])
    _downloads(result, key)
    verdict.networks(result)
    _curves(result, key)


def wide(count: int) -> DeltaGenerator:
    """A place for so many images: one alone is not drawn larger than it is."""
    return st.container(width=PICTURE if count == 1 else "stretch")


def _forming(place: str) -> ask.Live:
    """Draws the newest frame of one image; brings it into sight once."""

    def draw(events: list[Document]) -> None:
        frames = [event for event in events if event["kind"] == "frame"]
        if frames:
            with wide(1):
                _newest({"": frames[-1]})
            _reveal(place, frames[0]["image"])

    return draw


def _reveal(place: str, picture: str) -> None:
    """Bring a place into sight, once for each picture (base64)."""
    reveal(place, hashlib.sha256(picture.encode()).hexdigest())


def _live(titles: Sequence[str], place: str) -> ask.Live:
    """Draws the newest frame of each of several images; brings them into sight once."""

    def draw(events: list[Document]) -> None:
        newest = {event["number"]: event for event in events if event["kind"] == "frame"}
        _newest({titles[number]: event for number, event in sorted(newest.items())})
        if newest:
            first = next(event for event in events if event["kind"] == "frame")
            _reveal(place, first["image"])

    return draw


def _newest(frames: Mapping[str, Document]) -> None:
    """Frames by the title of their image."""
    pictures = [
        Picture(f"data:image/jpeg;base64,{frame['image']}", "", _said(frame), above=title)
        for title, frame in frames.items()
    ]
    rows(pictures, at_least(SMALL, "auto-fit"), "square forming")


def _said(frame: Mapping[str, Any]) -> str:
    """Step, objective and probability of a frame in one line."""
    out = [_("Step {step}", step=frame["step"])]
    if frame.get("objective") is not None:
        out.append(_("objective {value}", value=f"{frame['objective']:.1f}"))
    if frame["probability"] is not None:
        out.append(f"P {percent(frame['probability'])}")
    return " · ".join(out)


def history(result: Result, title: str = "") -> Film:
    """The frames of a result, the finished PNG last; of a run that was kept, the PNG alone; of an
    example, the frames alone."""
    recipe = Ideal.from_json(result["recipe"])
    last = {"step": result["steps"], "probability": result["probability"]}
    frames = [Frame(one["image"], _said(one)) for one in result.get("frames", ())]
    if result["png"]:
        if frames and result["frames"][-1]["step"] == result["steps"]:
            frames.pop()
        frames.append(Frame(result["png"], _said(last), "png"))
    alt = _("Ideal image for: {aim}", aim=ideal_words.aim(recipe))
    return Film(frames, alt, title)


def scrub(films: Sequence[Film], key: str) -> None:
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
