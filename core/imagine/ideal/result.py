"""What comes of an ideal image, as it travels: plain JSON with names that are checked (light)."""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict

# "first_frame", "compile", "steps", "judge", "total": seconds of a job
Seconds = dict[str, float]


class Frame(TypedDict):
    """The image after so many steps."""

    step: int
    image: str  # a JPEG in base64 of the recipe's size
    probability: float | None  # what the network itself says of this frame; None without a class


class Shown(Frame):
    """The event of a frame: the start (step 0) before anything is built, then for each image about
    every half a second, the last one always."""

    kind: str  # "frame"
    number: int  # counts the recipes, 0 in a job of one
    steps: int  # of the recipe
    share: float  # how far the whole job is, 0..1
    objective: float | None  # None at the start
    tv: float | None


class Moment(TypedDict):
    """One step: of the parameters before it and of its own views, so with crops it goes up and
    down."""

    step: int
    objective: float
    tv: float
    probability: float | None


class Rank(TypedDict):
    """What one network says of the class in the finished image."""

    probability: float
    rank: int  # 1: its first answer


class Opinion(Rank):
    logit: float


# What is recomputed from the decoded PNG, each network looking at it in 8 bits as it looks at any
# photo.  The class is that of the class term with the largest weight; without one ``class``,
# ``probability`` and ``logit`` are None and ``judged_by`` is empty.  Of a cancelled image
# ``judged_by`` holds its own network alone, because judging must not keep the learner waiting.
Verdict = TypedDict(
    "Verdict",
    {
        "class": int | None,
        "probability": float | None,  # by the network itself
        "logit": float | None,
        "tv": float,
        "judged_by": dict[str, Rank],
    },
)


class Result(Verdict):
    """One image."""

    recipe: dict[str, Any]  # `Ideal.to_json`
    png: str  # in base64
    steps: int  # that were done
    stopped: bool  # cancelled before its last step or the end of its time
    frames: NotRequired[list[Frame]]  # about 33, of steps 0 to the last; not kept in the run log
    curve: list[Moment]
    seconds: Seconds  # of one of several, only "steps"


class Alone(Result):
    """The image of a job of one."""

    environment: dict[str, Any]


class Results(TypedDict):
    """Several images, the steps dealt out so that each has had the same time."""

    images: list[Result]
    seconds: Seconds
    environment: dict[str, Any]
