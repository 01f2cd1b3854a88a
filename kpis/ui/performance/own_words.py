"""What a plan says of its outcomes, priorities and themes in its own words.

The first paragraph stands open, the rest a click away: whoever comes for the figures sees why they
are kept, and who wants the whole text has it. What the plan does not say leaves nothing.
"""

from collections.abc import Sequence

from kpis.model import Outcome, Passage, Plan, Priority, Theme
from kpis.ui.kit.html import Child, Html, element
from kpis.words.lists import with_article

_WORDS = "k-plan-words"  # what people wrote: no words of ours


def words_of_outcome(outcome: Outcome, priority: Priority) -> Html | None:
    """Why there is the outcome, its challenges and principles, and what the priority says."""
    further = [
        *_listing("Challenges", outcome.challenges),
        *_listing("Principles", outcome.principles),
    ]
    if priority.about:
        title = f"What the plan says of priority {priority.number}: {priority.title}"
        further.append(_folded(title, _paragraphs(priority.about)))
    whose = "In the plan’s own words"
    return _opened(whose, outcome.why, further, "Read on: what the plan says of this outcome")


def words_of_theme(plan: Plan, theme: Theme) -> Html | None:
    """What the partnership's plan says of a theme, and which key outcomes it names."""
    further = _listing("Key outcomes", theme.key_outcomes)
    named = plan.partnership_plan
    whose = f"In the words of {with_article(named)}" if named else ""
    return _opened(whose, theme.about, further, "Read on: what it says of this theme")


def principles(plan: Plan) -> Html | None:
    """How the partnership will achieve its objective, folded; None where its plan does not say."""
    if not plan.principles:
        return None
    title = "How the partnership will achieve its objective"
    return _folded(title, passages(plan.principles))


def passages(shown: Sequence[Passage]) -> Html:
    """Headings of a document with what stands beneath them, and where they are from."""
    items = [
        element(
            "div",
            element("dt", each.title),
            element("dd", each.text) if each.text else None,
        )
        for each in shown
    ]
    sources = dict.fromkeys(each.source for each in shown if each.source)
    return element(
        "div",
        element("dl", items, class_="k-passages"),
        element("p", f"Source: {'; '.join(sources)}.", class_="k-foot") if sources else None,
        class_=_WORDS,
    )


def _opened(whose: str, texts: Sequence[str], further: Sequence[Html], title: str) -> Html | None:
    if not texts and not further:
        return None
    first, *rest = texts or [""]
    inside = [*_paragraphs(rest), *further]
    return element(
        "div",
        element("p", whose, class_="k-eyebrow") if first and whose else None,
        element("p", first) if first else None,
        _folded(title, inside) if inside else None,
        class_=_WORDS,
    )


def _paragraphs(texts: Sequence[str]) -> list[Html]:
    return [element("p", text) for text in texts]


def _listing(title: str, texts: Sequence[str]) -> list[Html]:
    if not texts:
        return []
    return [
        element("h3", title, class_="k-subhead"),
        element("ul", [_item(each) for each in texts]),
    ]


def _item(text: str) -> Html:
    return element("li", text)


def _folded(title: str, inside: Child) -> Html:
    return element("details", element("summary", title), inside, class_="k-more")
