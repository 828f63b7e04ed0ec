"""What a study's measurements say, in sentences that the measurements choose (light).

Nothing here is written for a hoped-for result: every sentence has a twin for the opposite one, and
what cannot be told from so few photos or seeds is said to be open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.datasets import library
from core.messages import Message, msg
from core.statistics import noise
from core.study import compare, proposals, traits
from core.study.compare import Row, beats, points, share
from core.study.plan import Study, of_arm
from core.transfer.result import Results
from core.zoo import catalog as zoo

OVERFIT = 0.10  # training minus validation accuracy that is called overfitting, noise allowing
RISE = 0.10  # of its lowest value: a validation loss that ends so much higher has turned
LITTLE = 0.05  # nats: changes of a loss so small as this are not worth a word
FALLING = 0.05  # of its value two epochs before: a loss that still falls so much has not settled


@dataclass(frozen=True)
class Findings:
    """Everything the report says about a study's results."""

    table: list[Row]
    best: Row
    seed: int  # of the best arm, chosen on validation photos: the network that is shown
    photos: list[traits.Photo]
    pairs: list[tuple[int, int, int, int]]
    traits: list[traits.Trait]
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
    table = compare.rows(study, results)
    best = compare.best(table)
    if best is None:
        return None
    runs = of_arm(best.arm.id, results, best.seeds)
    photos = traits.photos(runs)
    classes = library.get(study.dataset)
    titles = [
        classes.class_titles[classes.classes.index(name)]
        for name in (study.classes or classes.classes)
    ]
    pairs = traits.pairs(photos, len(titles))
    foreign = dict(zip(seen["index"], seen["foreign"], strict=True)) if seen else None
    found = traits.measured(study.dataset, photos, foreign)
    curves, loose, short = _curves(table, results, study.counts[1] * len(titles))
    return Findings(
        table,
        best,
        compare.best_seed(best, results),
        photos,
        pairs,
        found,
        _headline(best),
        _comparison(table, best),
        _tuning(study, table),
        _mistakes(best, photos, pairs, titles, found),
        curves,
        proposals.of(study, table, best, pairs, titles, found, seen, loose, short),
        proposals.none(measured=seen is not None and len(results) == len(study.recipes())),
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
                    "On the test photos it is clearly behind {leader}. The choice stays: it was "
                    "made on validation photos, and test photos must choose nothing.",
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
    values = {
        "plain": share(plain.test),
        "best": share(best.test),
        "gain": points(best.test - plain.test),
    }
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
    return Message(said.template, values)


def _tuning(study: Study, table: list[Row]) -> list[Message]:
    out = []
    for backbone, gap in compare.tuning(table, study).items():
        title = zoo.get(backbone).title
        if gap is None:
            out.append(
                msg("{network}: with fewer than two seeds nothing can be said.", network=title)
            )
            continue
        said = {
            "second": msg(
                "{network}: fine-tuning helped by {mean} points (95% interval {low} to {high})."
            ),
            "first": msg(
                "{network}: fine-tuning did harm, {mean} points (95% interval {low} to {high})."
            ),
            "open": msg(
                "{network}: no effect shown, {mean} points on average (95% interval {low} to "
                "{high})."
            ),
        }[gap.verdict]
        out.append(
            Message(
                said.template,
                {
                    "network": title,
                    "mean": points(gap.mean),
                    "low": points(gap.low),
                    "high": points(gap.high),
                },
            )
        )
    return out


# -- mistakes ------------------------------------------------------------------------------------


def _mistakes(
    best: Row,
    photos: Sequence[traits.Photo],
    pairs: Sequence[tuple[int, int, int, int]],
    titles: Sequence[Message],
    found: Sequence[traits.Trait],
) -> list[Message]:
    wrong = [photo for photo in photos if photo.wrong]
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
            photos=len(photos),
            always=always,
        )
    ]
    for true, answer, count, asked in pairs[:3]:
        out.append(
            msg(
                "“{true}” was taken for “{answer}” in {count} of {asked:# answer|# answers}.",
                true=titles[true],
                answer=titles[answer],
                count=count,
                asked=asked,
            )
        )
    if not found:
        out.append(
            msg(
                "With so few mistakes, nothing can be claimed about what they have in common: at "
                "least {count} are needed. Look at the pictures.",
                count=traits.ENOUGH,
            )
        )
        return out
    common = traits.shared(found)
    out += [trait.said for trait in common]
    if not common:
        out.append(
            msg(
                "Brightness, contrast, size and likeness to other classes were compared: in none "
                "do they differ from the others by more than chance explains."
            )
        )
    return out


# -- learning curves -----------------------------------------------------------------------------


def _curves(
    table: list[Row], results: Results, photos: int
) -> tuple[list[Message], list[Row], list[Row]]:
    """What the curves show; which arms overfit, and which had not settled.  `photos`: how many
    validate."""
    loose, turned, short = [], [], []
    for row in table:
        runs = of_arm(row.arm.id, results, row.seeds)
        length = min(len(run["history"]) for run in runs)
        losses = np.mean([[r["val_loss"] for r in run["history"][:length]] for run in runs], axis=0)
        if row.train - row.val > max(OVERFIT, noise(row.val, photos)):
            loose.append(row)
        if losses[-1] > losses.min() * (1 + RISE) + LITTLE:
            turned.append(row)
        elif length > 3 and losses[-1] < losses[-3] * (1 - FALLING) and losses[-1] > LITTLE:
            short.append(row)
    out = []
    for rows, said in (
        (
            loose,
            msg(
                "Overfitting: training accuracy ends more than {points} points above validation "
                "accuracy in {arms}."
            ),
        ),
        (
            turned,
            msg("The validation loss turned and rose again in {arms}: fewer epochs would do."),
        ),
        (
            short,
            msg(
                "The validation loss was still falling at the end in {arms}: these had not "
                "finished learning."
            ),
        ),
    ):
        if rows:
            arms = [row.arm.title for row in rows]
            out.append(Message(said.template, {"arms": arms, "points": f"{100 * OVERFIT:.0f}"}))
    if not out:
        out.append(
            msg(
                "All curves settle, and training and validation stay close: no overfitting is to "
                "be seen, and more epochs would change little."
            )
        )
    return out, loose, short
