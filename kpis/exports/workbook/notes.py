"""The sheet of notes: how to read the figures, and what a chart needs said beside it."""

from collections.abc import Iterator

from kpis.exports.office.texts import titled
from kpis.exports.workbook.columns import as_lines
from kpis.exports.workbook.sheets import Sheet, text_place
from kpis.reports.blocks import Bullets, Chart, Document, Paragraph
from kpis.reports.parts.keys import METHOD


def notes_sheet(document: Document) -> Sheet:
    """A line for each note, numbered through; without lines where the document has none."""
    notes = list(_notes(document))
    return Sheet(
        "Notes",
        "Notes",
        (),
        *as_lines(
            [
                ("Note", [text_place(_word(at)) for at in range(1, len(notes) + 1)]),
                ("About", [text_place(about) for _, about, _ in notes]),
                ("Text", [text_place(text) for _, _, text in notes]),
            ]
        ),
    )


def notes_of(document: Document) -> dict[str, str]:
    """Section key → where its notes stand: "[note 3][note 4]"."""
    found: dict[str, str] = {}
    for at, (key, _, _) in enumerate(_notes(document), 1):
        found[key] = found.get(key, "") + _word(at)
    return found


def _word(number: int) -> str:
    return f"[note {number}]"


def _notes(document: Document) -> Iterator[tuple[str, str, str]]:
    """The key of the section each stands in, what it is about, and its text."""
    for section in document.walk():
        name = titled(section.code, section.title)
        about = name
        for block in section.blocks:
            if isinstance(block, Chart):
                yield from ((section.key, name, note) for note in block.notes)
            elif section.key == METHOD and isinstance(block, Paragraph):
                about = block.lead.rstrip(".") or name
                if block.text:
                    yield section.key, about, block.text
            elif section.key == METHOD and isinstance(block, Bullets):
                yield from ((section.key, about, item) for item in block.items)
