import re

from core.figures.confusion import CROWDED, confusion_html
from core.figures.pen import Pen
from dashboard.shell.theme import PALETTES

PEN = Pen(PALETTES["light"], str)
NAMES = ["cat", "dog", "<ship>"]
COUNTS = [[5, 4, 1], [2, 8, 0], [0, 0, 10]]
CELL = re.compile(
    r'<span class="([\w ]+)" style="--share:(\d+)%" data-pick="(\d:\d)" aria-label="([^"]*)"'
    r"[^>]*>([^<]*)</span>"
)


def cells(counts, **more):
    return {
        place: (kind.split(), int(share), said, text)
        for kind, share, place, said, text in CELL.findall(
            confusion_html(PEN, counts, "Cats look like dogs", NAMES[: len(counts)], **more)
        )
    }


def test_every_cell_can_be_chosen_and_knows_which_one_it_is():
    found = cells(COUNTS)
    assert list(found) == [f"{true}:{predicted}" for true in range(3) for predicted in range(3)]
    assert found["0:1"][2:] == ("4 × cat, answered: dog", "4")
    assert found["1:2"] == (["wrong", "none"], 0, "0 × dog, answered: &lt;ship&gt;", "·")


def test_right_answers_have_their_own_colour_and_shading_is_the_share_of_the_row():
    found = cells(COUNTS)
    for (true, _mark, predicted), (kind, *_rest) in found.items():
        assert kind[0] == ("right" if true == predicted else "wrong")
    assert [found[place][1] for place in ("0:0", "0:1", "0:2", "1:1", "2:2")] == [
        30,
        26,
        14,
        42,
        50,
    ]


def test_the_chosen_cell_is_framed_and_a_class_without_photos_is_no_error():
    found = cells([[0, 0], [1, 1]], chosen=(1, 0))
    assert [place for place, (kind, *_rest) in found.items() if "chosen" in kind] == ["1:0"]
    assert found["0:0"][1] == 0


def test_names_from_outside_are_escaped_and_many_classes_make_it_crowded():
    assert "<ship>" not in confusion_html(PEN, COUNTS, "t", NAMES)
    many = CROWDED + 1
    counts = [[int(row == column) for column in range(many)] for row in range(many)]
    assert "crowded" in confusion_html(PEN, counts, "t", ["x"] * many).split("</style>")[1]
