"""Paragraphs, lists of sentences, counts beside each other, entries and facts as HTML."""

from kpis.exports.html.cells import cell_content, linked, mark_of
from kpis.exports.html.setting import Setting
from kpis.markup.elements import Child, Html, element, term_list
from kpis.reports.blocks import Bullets, Entries, Entry, Facts, Paragraph, Tile, Tiles, Tone

_CLASSES = {
    Tone.LEAD: "k-lead",
    Tone.PLAIN: "k-prose",
    Tone.QUIET: "k-small",
    Tone.NOTE: "k-note",
    Tone.QUOTE: "k-quote",
}


def paragraph(block: Paragraph, setting: Setting) -> Html:
    """A paragraph; what is quoted as a quotation, with whose words they are before it."""
    lead = element("strong", block.lead) if block.lead else None
    text: list[Child] = [lead, " " if block.lead and block.text else None]
    text.append(linked(block.text, block.to, setting))
    if block.tone is Tone.QUOTE:
        return element("blockquote", element("p", text), class_=_CLASSES[block.tone])
    return element("p", text, class_=_CLASSES[block.tone])


def bullets(block: Bullets) -> Html:
    return element("ul", [element("li", item) for item in block.items], class_="k-bullets")


def tiles(block: Tiles, level: int) -> Html:
    """Counts as a list, beneath a heading where they have a title."""
    title = element(f"h{level}", block.title, class_="k-subhead") if block.title else None
    counts = element("ul", [_tile(each) for each in block.tiles], class_="k-tiles")
    return element("div", title, counts, class_="k-counts")


def _tile(tile: Tile) -> Html:
    head = element(
        "span",
        element("strong", f"{tile.number:,}", class_="k-tile-count"),
        " ",
        mark_of(tile.mark) if tile.mark else None,
        element("span", tile.name, class_="k-tile-name"),
        class_="k-tile-head",
    )
    return element(
        "li",
        head,
        element("span", tile.meaning, class_="k-tile-meaning"),
        element("span", tile.change, class_="k-tile-change") if tile.change else None,
        class_="k-tile",
    )


def entries(block: Entries, setting: Setting) -> Html:
    """What is told in a few lines each, as a list; a sentence where there is nothing."""
    if not block.items:
        return element("p", block.nothing, class_="k-prose") if block.nothing else Html()
    return element("ul", [_entry(each, setting) for each in block.items], class_="k-items")


def _entry(entry: Entry, setting: Setting) -> Html:
    marks = [mark_of(each, spoken=each.said) for each in entry.marks]
    arrow = element("span", "→", aria_hidden="true", class_="k-becomes")
    between = [each for mark in marks for each in (arrow, mark)][1:]
    code = element("span", entry.code, class_="k-code") if entry.code else None
    title = linked([code, " " if code else None, entry.title], entry.to, setting)
    told = [
        element("p", element("strong", f"{label}:") if label else None, " " if label else "", text)
        for label, text in entry.told
    ]
    return element(
        "li",
        element("div", between, class_="k-item-marks") if marks else None,
        element(
            "div",
            element("p", title, class_="k-item-title"),
            element("p", entry.facts, class_="k-item-facts") if entry.facts else None,
            element("div", told, class_="k-item-told") if told else None,
            class_="k-item",
        ),
        class_=None if marks else "k-item-plain",
    )


def facts(block: Facts, setting: Setting) -> Html:
    """Names with their values; the first, which is what a reader came for, stands out.

    Where they are texts each stands beneath the one before, as in a list of terms.
    """
    if block.in_words:
        return term_list((name, cell_content(value, setting)) for name, value in block.items)
    items = [
        element(
            "div",
            element("dt", name),
            element("dd", cell_content(value, setting)),
            class_="k-fact",
        )
        for name, value in block.items
    ]
    return element("dl", items, class_="k-facts")
