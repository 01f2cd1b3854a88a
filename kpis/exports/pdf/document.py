"""A document as a PDF: everything on A4 for print, tagged for screen readers (PDF/UA-1).

The template is kept beside this, in the language of typst. The document goes in as data, never as
source, so that no title can be taken for markup. Typst refuses a document that breaks the rules of
PDF/UA which a machine can check.
"""

import io
import json
from importlib.resources import files
from pathlib import Path

from kpis.charts.palette import LIGHT
from kpis.errors import ExportError
from kpis.exports.formats import Look
from kpis.exports.logos import kind_of_logo
from kpis.exports.pdf.content import content
from kpis.reports.blocks import Document

_FOLDER = Path(str(files("kpis.exports.pdf")))
MOST_PAGES = 1_000  # sections that begin one
_NO_TIME = 0  # what the file says of when it was made: it is the same whenever that was

_COLOURS = {
    name: getattr(LIGHT, name) for name in ("text", "quiet", "rule", "outline", "panel", "link")
}


def render(document: Document, look: Look) -> bytes:
    """The PDF.

    Raises ExportError where the look's logo cannot be used, and for more measures than one file can
    hold.
    """
    import typst

    _refuse_too_many(document)
    data = content(document) | {"logo": _logo(look.logo), "colours": _COLOURS}
    try:
        made = typst.compile(
            str(_FOLDER / "template/pack.typ"),
            root=str(_FOLDER),
            font_paths=[str(_FOLDER / "fonts")],
            ignore_system_fonts=True,
            sys_inputs={"document": json.dumps(data, ensure_ascii=False)},
            pdf_standards="ua-1",
            timestamp=_NO_TIME,
        )
    except typst.TypstError as error:
        raise ExportError(f"The PDF cannot be made: {error}") from error
    return _packed(bytes(made))


def _logo(logo: bytes) -> dict[str, object] | None:
    kind = kind_of_logo(logo)
    return {"format": kind, "bytes": list(logo)} if kind else None


def _refuse_too_many(document: Document) -> None:
    """Each measure takes some 3 MB of memory while it is set: 490 of them 1.4 GB."""
    count = sum(section.is_page for section in document.walk())
    if count > MOST_PAGES:
        raise ExportError(
            f"A PDF may have {MOST_PAGES:,} measures and outcomes at most, and this report has "
            f"{count:,}. Make one of each outcome, or a web page of them all."
        )


def _packed(made: bytes) -> bytes:
    """The same file in a third of its size: typst writes every tag as an object of its own."""
    import pikepdf

    packed = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as file:
        file.save(
            packed,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
    return packed.getvalue()
