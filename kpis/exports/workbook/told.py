"""Paragraphs of a document as sentences above a table, or as columns of one."""

from collections.abc import Iterable

from kpis.reports.blocks import Block, Bullets, Cell, Paragraph, Section, Tone

IN_SHORT, IN_WORDS, NOTE = "In short", "In words", "To be noted"
_COLUMNS = {Tone.LEAD: IN_SHORT, Tone.NOTE: NOTE}


def sentences(blocks: Iterable[Block]) -> list[str]:
    """Each paragraph and each point of a list, with the words that are set off before it."""
    told: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            told.append(f"{block.lead} {block.text}".strip())
        elif isinstance(block, Bullets):
            told += block.items
    return [text for text in told if text]


def said_of(section: Section) -> dict[str, Cell]:
    """The paragraphs of a section by the column they belong in."""
    columns: dict[str, list[str]] = {}
    for block in section.blocks:
        if isinstance(block, Paragraph) and block.tone is Tone.QUOTE:
            title = block.lead.rstrip(": ") or IN_WORDS
            columns.setdefault(title, []).append(block.text)
        elif isinstance(block, Paragraph):
            title = _COLUMNS.get(block.tone, IN_WORDS)
            columns.setdefault(title, []).append(f"{block.lead} {block.text}".strip())
        elif isinstance(block, Bullets):
            columns.setdefault(IN_WORDS, []).extend(block.items)
    return {title: Cell(text="\n".join(texts)) for title, texts in columns.items()}
