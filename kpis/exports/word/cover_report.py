"""The committee's cover report: what is known is filled in, the rest asks for an officer's words.

Nothing is made up. What only an officer can write, a recommendation, what it means for equalities
or money, stands as a prompt in brackets and in a style of its own, so that it is found and that
nobody takes it for text.
"""

from collections.abc import Callable

from kpis.exports.office.texts import mark_words, titled
from kpis.exports.word.paper import Paper
from kpis.exports.word.styles import NOTE, PROMPT
from kpis.exports.word.tables import Written, lines_xml
from kpis.reports.blocks import Document, Entries, Paragraph, Section, Tiles, Tone
from kpis.reports.parts.keys import EXCEPTIONS, HEADLINE

APPENDIX = "Appendix A"
USUAL_HEADINGS = (
    "Executive summary",
    "Recommendations",
    "1 Reasons for the decisions",
    "2 Alternative options",
    "3 Details of the report",
    "4 Equalities implications",
    "5 Other statutory implications",
    "6 Comments of the Chief Finance Officer",
    "7 Comments of Legal Services",
    "Linked reports, appendices and background documents",
)
_PROMPTS = {
    "recommend": "what the committee is asked to decide, to agree or to note",
    "reason": "why the decisions are asked for",
    "alternative": "which other ways there were, and why they were not taken",
    "equalit": "what the report means for people with protected characteristics",
    "statutory": "best value, consultation, environment, risk and safeguarding, as they apply",
    "finance": "the Chief Finance Officer's comments",
    "legal": "the comments of Legal Services",
}
_ASKED = ("Committee", "Date of the meeting", "Report of", "Classification", "Wards affected")


def write_cover_report(paper: Paper, document: Document, headings: tuple[str, ...]) -> None:
    """Title, details and every heading with what is known beneath it. headings: the council's own
    in its order, () for the usual ones."""
    paper.paragraph(document.title, "Title")
    paper.paragraph(document.subtitle, "Subtitle")
    _details(paper, document)
    for heading in headings or USUAL_HEADINGS:
        paper.heading(heading, 1)
        _beneath(heading)(paper, document)


def prompt(paper: Paper, words: str) -> None:
    """A place for an officer's words."""
    paper.paragraph(f"[To be written: {words}.]", PROMPT)


def _details(paper: Paper, document: Document) -> None:
    lines = [[Written(name, is_strong=True), Written("[To be filled in]")] for name in _ASKED]
    lines += [[Written(name, is_strong=True), Written(value)] for name, value in document.about]
    paper.table(lines_xml(("Detail", "Words"), lines, paper.width, "Details of this report"))


def _beneath(heading: str) -> Callable[[Paper, Document], None]:
    """What writes the text of a heading, by the word that tells what it is of."""
    of = heading.casefold()
    known = {"summary": _summary, "details": _in_detail, "appendi": _appendices}
    for word, write in known.items():
        if word in of:
            return write
    words = next((text for word, text in _PROMPTS.items() if word in of), "")
    return lambda paper, _: prompt(paper, words or "what belongs under this heading")


def _summary(paper: Paper, document: Document) -> None:
    """What the report says first, as it says it."""
    section = _part(document, HEADLINE)
    for block in section.blocks if section else ():
        if isinstance(block, Paragraph):
            paper.paragraph(block.text, NOTE if block.tone is Tone.NOTE else "Normal", block.lead)
        elif isinstance(block, Tiles):
            counts = ", ".join(f"{tile.number:,} {tile.name.lower()}" for tile in block.tiles)
            paper.paragraph(f"{counts}.", lead=f"{block.title}:")
    prompt(paper, "what the committee should know beyond these counts, or nothing")


def _in_detail(paper: Paper, document: Document) -> None:
    """What is off track and what changed, each in a sentence, and where the rest stands."""
    paper.paragraph(f"The whole report is in {APPENDIX}. In short:")
    section = _part(document, EXCEPTIONS)
    for part in section.walk() if section else ():
        for block in part.blocks:
            if isinstance(block, Entries):
                paper.paragraph("" if block.items else block.nothing, lead=f"{part.title}:")
                for entry in block.items:
                    rated = ", ".join(map(mark_words, entry.marks))
                    name = titled(entry.code, entry.title)
                    paper.paragraph(
                        f"{rated}. {entry.facts}".lstrip(". "), "List Bullet", f"{name}:"
                    )
    prompt(paper, "what the service does about it, where the appendix does not say it")


def _appendices(paper: Paper, document: Document) -> None:
    paper.paragraph(f"{APPENDIX}: {document.title}", "List Bullet")
    prompt(paper, "linked reports, background documents and who to ask")


def _part(document: Document, key: str) -> Section | None:
    return next((each for each in document.walk() if each.key == key), None)
