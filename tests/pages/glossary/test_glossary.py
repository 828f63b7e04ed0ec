"""The page of the glossary: a term is found by its link, by search, by its letter."""

from core.paths import ROOT

PAGE = ROOT / "pages" / "glossary" / "page.py"


def said(app):
    return " ".join(element.value for element in app.markdown)


def test_a_term_is_opened_by_its_link_in_either_language(visit):
    app = visit(PAGE, "ja-JP", query={"term": "freeze"})
    first = next(m.value for m in app.markdown if "凍結" in m.value)
    assert ":material/bookmark:" in first and "とうけつ" in first and "freeze" in first
    app = visit(PAGE, "en-US", query={"term": "receptive field"})
    assert ":material/bookmark: **receptive field**" in said(app)


def test_it_is_searched_in_both_languages(visit):
    app = visit(PAGE, "en-US", query={"term": "freeze"})
    app.text_input[0].set_value("学習率").run()
    assert "**learning rate**" in said(app)
    assert "term" not in app.query_params  # what the link named has been seen
    app.text_input[0].set_value("xylophone").run()
    assert "No term contains “xylophone”" in said(app)


def test_an_unknown_term_shows_the_page_all_the_same(visit):
    app = visit(PAGE, "en-US", query={"term": "xylophone"})
    assert not app.exception and not app.error
