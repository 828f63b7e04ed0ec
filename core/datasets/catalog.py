"""The facts of every dataset (light)."""

from __future__ import annotations

from dataclasses import dataclass

from core.messages import LabError, Message, choose_from, msg


@dataclass(frozen=True)
class Dataset:
    """One image set: what can be known without opening it."""

    id: str  # also the provider module core/datasets/{id}.py
    title: Message
    classes: tuple[str, ...]  # language-neutral ids; names on screen: class_titles
    class_titles: tuple[Message, ...]
    image_size: int  # pixels a side as stored
    train_per_class: int  # images of every class (of the rarest) to train and validate with
    test_per_class: int  # images of every class set apart for the test
    similarity: Message  # how near it is to ImageNet, in one clause
    citation: str
    url: str
    licence: str


DATASETS: dict[str, Dataset] = {
    entry.id: entry
    for entry in (
        Dataset(
            id="cifar10",
            title=msg("CIFAR-10: small photos"),
            classes=(
                "airplane",
                "automobile",
                "bird",
                "cat",
                "deer",
                "dog",
                "frog",
                "horse",
                "ship",
                "truck",
            ),
            class_titles=(
                msg("airplane"),
                msg("automobile"),
                msg("bird"),
                msg("cat"),
                msg("deer"),
                msg("dog"),
                msg("frog"),
                msg("horse"),
                msg("ship"),
                msg("truck"),
            ),
            image_size=32,
            train_per_class=5000,
            test_per_class=1000,
            similarity=msg("near to ImageNet: photos of animals and vehicles, but very small"),
            citation="Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009",
            url="https://www.cs.toronto.edu/~kriz/cifar.html",
            licence="no licence stated by its authors; free to use with citation",
        ),
        Dataset(
            id="digits",
            title=msg("Digits: handwritten"),
            classes=tuple("0123456789"),
            class_titles=(
                msg("zero"),
                msg("one"),
                msg("two"),
                msg("three"),
                msg("four"),
                msg("five"),
                msg("six"),
                msg("seven"),
                msg("eight"),
                msg("nine"),
            ),
            image_size=8,
            train_per_class=124,
            test_per_class=50,
            similarity=msg("far from ImageNet: grey pen strokes, no photos at all"),
            citation="Alpaydin and Kaynak, Optical Recognition of Handwritten Digits, "
            "UCI Machine Learning Repository, 1998",
            url="https://archive.ics.uci.edu/dataset/80",
            licence="CC BY 4.0",
        ),
        Dataset(
            id="faces",
            title=msg("Faces: face or no face"),
            classes=("face", "other"),
            class_titles=(msg("face"), msg("no face")),
            image_size=25,
            train_per_class=70,
            test_per_class=30,
            similarity=msg("far from ImageNet: tiny grey pictures of one subject"),
            citation="Huang, Ramesh, Berg and Learned-Miller, Labeled Faces in the Wild, "
            "University of Massachusetts Amherst, 2007",
            url="https://vis-www.cs.umass.edu/lfw/",
            licence="public photos from news sources, free for research; "
            "the selection comes with scikit-image (BSD)",
        ),
    )
}


def get(dataset: str) -> Dataset:
    """The entry of a dataset, or a LabError that lists the valid ids."""
    if dataset not in DATASETS:
        raise LabError(
            msg(
                "There is no dataset “{name}”. Choose from: {valid}.",
                name=dataset,
                valid=choose_from(DATASETS),
            )
        )
    return DATASETS[dataset]
