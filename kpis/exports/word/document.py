"""A document as a committee's report in Word."""

from io import BytesIO

from kpis.exports.formats import Look
from kpis.exports.office.settled import in_language, settled
from kpis.exports.word.appendix import write_appendix
from kpis.exports.word.cover_report import APPENDIX, write_cover_report
from kpis.exports.word.paper import Paper
from kpis.reports.blocks import Document


def render(document: Document, look: Look) -> bytes:
    """A .docx: the cover report with prompts for what only an officer can write, and the report
    as its appendix; the same bytes each time."""
    paper = Paper(document)
    write_cover_report(paper, document, look.headings)
    paper.heading(f"{APPENDIX}: {document.title}", 1, on_new_page=True)
    write_appendix(paper, document)
    file = BytesIO()
    paper.made.save(file)
    return settled(file.getvalue(), document, {"word/charts/*": in_language(document.language)})
