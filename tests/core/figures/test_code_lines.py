import re
from html import unescape

from core.figures.code_lines import CodeStep, code_lines_html

STEPS = [
    CodeStep("one", 'x = f("<a>")\ny = 1e-3'),
    CodeStep("two", "if x:\n    y = None", chosen=True),
]


def test_lines_are_numbered_through_and_say_what_they_are():
    text = code_lines_html(STEPS)
    assert re.findall(r"<i>(\d+)</i>", text) == ["1", "2", "3", "4"]
    lines = [
        unescape(re.sub("<[^>]+>", "", line))
        for line in re.findall(r"<span>(.*?)</span></div>", text)
    ]
    assert "\n".join(lines) == "\n".join(step.code for step in STEPS)


def test_each_step_can_be_picked_and_one_is_chosen():
    text = code_lines_html(STEPS)
    assert re.findall('data-pick="(\\w+)"', text) == ["one", "two"]
    (chosen,) = re.findall('class="step chosen" aria-current="step" data-pick="(\\w+)"', text)
    assert chosen == "two"


def test_texts_and_numbers_are_coloured_and_escaped():
    text = code_lines_html(STEPS)
    assert '<span class="text">&quot;&lt;a&gt;&quot;</span>' in text
    assert '<span class="number">1e-3</span>' in text
    assert '<span class="number">None</span>' in text
