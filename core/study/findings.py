"""What a study's measurements say, in sentences that the measurements choose (light).

Nothing here is written for a hoped-for result: every sentence has a twin for the opposite one, and
what cannot be told from so few photos or seeds is said to be open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.messages import Message, msg
from core.study import compare, proposals, traits
from core.study.compare import Row, beats, points, share
from core.study.measured import OVERFIT, Measured, measure
from core.study.plan import Study
from core.transfer.result import Results
from core.zoo import catalog as zoo


@dataclass(frozen=True)
class Findings(Measured):
    """Everything the report says about a study's results."""

    headline: Message
    comparison: list[Message]
    tuning: list[Message]
    mistakes: list[Message]
    curves: list[Message]
    proposals: list[Message]
    no_proposals: Message  # what is said where there are none


def find(study: Study, results: Results, seen: Mapping[str, Any] | None = None) -> Findings | None:
    """Read the results of a study, complete or not; None while no arm of transfer was run.

    seen: what `examine` measured on the best arm's photos, where it was.
    """
    known = measure(study, results, seen)
    if known is None:
        return None
    return Findings(
        **vars(known),
        headline=_headline(known.best),
        comparison=_comparison(known.table, known.best),
        tuning=_tuning(known),
        mistakes=_mistakes(known),
        curves=_curves(known),
        proposals=proposals.of(known),
        no_proposals=proposals.none(measured=seen is not None and known.complete),
    )


def _headline(best: Row) -> Message:
    return msg(
        "{arm} was chosen on the validation photos; of {photos:# test photo|# test photos} it "
        "gets {share} right (mean of {seeds:# seed|# seeds}; 95% interval {low} to {high}).",
        arm=best.arm.title,
        photos=best.photos,
        share=share(best.test),
        seeds=len(best.seeds),
        low=share(best.interval[0]),
        high=share(best.interval[1]),
    )


# -- which network, and against none -------------------------------------------------------------


def _comparison(table: list[Row], best: Row) -> list[Message]:
    out = []
    verdict = compare.ahead(table)
    titles = {row.arm.id: row.arm.title for row in table}
    if verdict is not None and len(titles) > 2:
        leaders = [titles[name] for name in verdict.leaders]
        if verdict.leaders == (best.arm.id,):
            out.append(msg("Every other arm is clearly behind it on the test photos, too."))
        elif best.arm.id in verdict.leaders:
            out.append(
                msg(
                    "On {photos:# test photo|# test photos} these cannot be told apart: "
                    "{leaders}. A difference smaller than {noise} points may be luck with the "
                    "photos.",
                    photos=best.photos,
                    leaders=leaders,
                    noise=f"{100 * verdict.noise:.1f}",
                )
            )
        else:
            out.append(
                msg(
                    "On the test photos it is clearly behind {leader}. The choice stays: it "
                    "was made on validation photos, and test photos must not be used to choose.",
                    leader=leaders[0],
                )
            )
        if verdict.behind:
            out.append(
                msg("Clearly behind: {arms}.", arms=[titles[name] for name in verdict.behind])
            )
    plain = compare.scratch(table)
    if plain is not None:
        out.append(_against_scratch(plain, best))
    return out


def _against_scratch(plain: Row, best: Row) -> Message:
    said = {
        True: msg(
            "The same photos without transfer give {plain}: transfer gains {gain} points, clearly "
            "more than chance."
        ),
        None: msg(
            "Without transfer it is {plain} against {best} ({gain} points): these runs do not "
            "prove a difference."
        ),
        False: msg(
            "Without transfer it is {plain} against {best} ({gain} points): here the small network "
            "from scratch does better."
        ),
    }[beats(plain, best)]
    gain = points(best.test - plain.test)
    return said.filled(plain=share(plain.test), best=share(best.test), gain=gain)


_TUNED = {
    "second": msg("{network}: fine-tuning helped by {mean} points (95% interval {low} to {high})."),
    "first": msg("{network}: fine-tuning did harm, {mean} points (95% interval {low} to {high})."),
    "open": msg(
        "{network}: no effect shown, {mean} points on average (95% interval {low} to {high})."
    ),
}


def _tuning(known: Measured) -> list[Message]:
    out = []
    for backbone, gap in compare.tuning(known.table, known.study).items():
        title = zoo.get(backbone).title
        if gap is None:
            said = msg("{network}: with fewer than two seeds nothing can be said.", network=title)
        else:
            mean, low, high = map(points, (gap.mean, gap.low, gap.high))
            said = _TUNED[gap.verdict].filled(network=title, mean=mean, low=low, high=high)
        out.append(said)
    return out


# -- mistakes ------------------------------------------------------------------------------------


def _mistakes(known: Measured) -> list[Message]:
    wrong = [photo for photo in known.photos if photo.wrong]
    if not wrong:
        return [
            msg(
                "No test photo was answered wrongly by any seed. Trends among mistakes cannot be "
                "seen with these photos: harder ones would show them."
            )
        ]
    always = sum(photo.wrong == photo.seeds for photo in wrong)
    out = [
        msg(
            "{wrong} of {photos:# test photo|# test photos} {wrong:was|were} answered wrongly "
            "by at least one seed, {always} of them by every seed.",
            wrong=len(wrong),
            photos=len(known.photos),
            always=always,
        )
    ]
    for pair in known.pairs[:3]:
        out.append(
            msg(
                "“{true}” was taken for “{answer}” in {count} of {asked:# answer|# answers}.",
                true=known.titles[pair.true],
                answer=known.titles[pair.answer],
                count=pair.times,
                asked=pair.asked,
            )
        )
    if not known.traits:
        out.append(
            msg(
                "With so few mistakes, nothing can be claimed about what they have in common: at "
                "least {count} are needed. Look at the pictures.",
                count=traits.ENOUGH,
            )
        )
        return out
    common = traits.shared(known.traits)
    out += [trait.said for trait in common]
    if not common:
        out.append(
            msg(
                "Brightness, contrast, size and likeness to other classes were compared: no "
                "difference is larger than chance explains."
            )
        )
    return out


# -- learning curves -----------------------------------------------------------------------------


def _curves(known: Measured) -> list[Message]:
    """What the learning curves show."""
    said = (
        (
            known.loose,
            msg(
                "Overfitting: training accuracy ends more than {points} points above validation "
                "accuracy in {arms}."
            ),
        ),
        (
            known.turned,
            msg("The validation loss turned and rose again in {arms}: fewer epochs would do."),
        ),
        (
            known.short,
            msg(
                "The validation loss was still falling at the end in {arms}: these had not "
                "finished learning."
            ),
        ),
    )
    points = f"{100 * OVERFIT:.0f}"
    return [
        text.filled(arms=[row.arm.title for row in rows], points=points)
        for rows, text in said
        if rows
    ] or [
        msg(
            "All curves settle, and training and validation stay close: no overfitting is to "
            "be seen, and more epochs would change little."
        )
    ]
