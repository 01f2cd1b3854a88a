"""What pages say beyond figures is short: the guide in everyday words too.

What people wrote, in the plan's files or beside a figure, is theirs and passed over.
"""

from html.parser import HTMLParser

import pytest

from kpis.words.field import MEANINGS
from tests.readability import MOST_WORDS, rare_words, sentences_of, words_in

BLOCKS = {"p", "div", "dd", "dt", "td", "th", "tr", "li", "caption", "summary", "details", "h3"}
VOID = {"br", "hr", "img", "col", "input"}
WRITTEN_BY_PEOPLE = (
    "k-commentary",
    "k-terms",
    "k-activ",
    "k-acts",
    "k-annotation",
    "k-definitions",
    *("k-plan-words", "k-borough-facts", "k-contacts"),
)
# Words a guide cannot do without: they name what it explains.
EXPLAINED_THERE = (
    "confidentiality dashboard dashed half-year heads marker overdue provisional quarterly "
    "restated rounding shaded statistic suspended verdict withheld yardstick yearly"
)


class Blocks(HTMLParser):
    """The texts of a page, block by block."""

    def __init__(self):
        super().__init__()
        self.texts, self.text, self.open = [], "", []

    def end_block(self):
        if text := " ".join(self.text.split()):
            self.texts.append(text)
        self.text = ""

    def handle_starttag(self, tag, attrs):
        kind = dict(attrs).get("class") or ""
        if tag in BLOCKS or "k-sub" in kind or "k-word" in kind:
            self.end_block()
        if tag not in VOID:
            self.open.append((tag, kind))

    def handle_endtag(self, tag):
        while self.open:
            closed, kind = self.open.pop()
            if closed in BLOCKS or "k-sub" in kind or "k-word" in kind:
                self.end_block()
            if closed == tag:
                return

    def handle_data(self, data):
        silent = any(
            tag in ("style", "script") or any(name in kind for name in WRITTEN_BY_PEOPLE)
            for tag, kind in self.open
        )
        if not silent:
            self.text += data


def texts_on(at):
    found = []
    for html in at.get("html"):
        parser = Blocks()
        parser.feed(html.value)
        parser.end_block()
        found += parser.texts
    return found


def too_long(texts):
    every = {sentence for text in texts for sentence in sentences_of(text)}
    return {sentence for sentence in every if words_in(sentence) > MOST_WORDS}


def test_the_guide_is_in_short_sentences_of_everyday_words(open_page):
    texts = texts_on(open_page("guide/how_to_read"))
    assert too_long(texts) == set()
    prose = [text for text in texts if text.endswith(".") and not text.startswith("For example")]
    assert len(prose) > 60
    rare = {word for text in prose for word in rare_words(text, *MEANINGS, EXPLAINED_THERE)}
    assert rare == set()


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("", {}),
        ("performance/measure", {"measure": "direct_payments"}),
        ("performance/measure", {"measure": "homelessness_prevented"}),
        ("performance/outcome", {"outcome": "3"}),
        ("performance/theme", {"theme": "every"}),
        ("performance/partnership", {}),
        ("performance/board", {}),
        ("performance/board", {"board": "JOBS"}),
        ("performance/directorate", {"directorate": "Health, Adults and Community"}),
        ("performance/outcome", {"outcome": "9"}),
        ("borough/borough", {}),
        ("borough/survey", {"survey": "annual_residents_survey"}),
        ("publish/releases", {}),
        ("returns/progress", {}),
        ("returns/submit", {}),
    ],
)
def test_no_sentence_on_a_page_is_longer_than_can_be_read_in_a_breath(open_page, page, asked):
    assert too_long(texts_on(open_page(page, **asked))) == set()
