"""Open documents (.ods), whose cells hold a value and beside it the text a person sees."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from tests.returns_cases.makers.books import packed

KIND = "application/vnd.oasis.opendocument.spreadsheet"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
_NAMESPACES = (
    "".join(
        f' xmlns:{name}="{_OFFICE}:{name}:1.0"' for name in ("office", "table", "text", "style")
    )
    + f' xmlns:number="{_OFFICE}:datastyle:1.0" xmlns:fo="{_OFFICE}:xsl-fo-compatible:1.0"'
)


class Cell(str):
    """A <table:table-cell> as it stands in the file."""


def seen(text: str, kind: str = "string", value: str = "", more: str = "") -> Cell:
    """A cell that shows a text. kind: of its value ("float", "percentage"). more: attributes."""
    held = f' office:value="{value}"' if value else ""
    return Cell(
        f'<table:table-cell office:value-type="{kind}"{held}{more}><text:p>{escape(text)}'
        "</text:p></table:table-cell>"
    )


def struck(value: float | str) -> Cell:
    """A cell that is struck through."""
    return Cell(_cell(value).replace(" ", ' table:style-name="struck" ', 1))


def white(value: float | str) -> Cell:
    """A cell in white letters."""
    return Cell(_cell(value).replace(" ", ' table:style-name="white" ', 1))


def noted(value: float | str | None, comment: str) -> Cell:
    """A cell with a comment on it."""
    cell = _cell(value).replace("<table:table-cell/>", "<table:table-cell></table:table-cell>")
    opened = cell.index(">") + 1
    note = f"<office:annotation><text:p>{escape(comment)}</text:p></office:annotation>"
    return Cell(cell[:opened] + note + cell[opened:])


def footnote(text: str, mark: str) -> Cell:
    """A text with a mark above the line."""
    return Cell(
        f'<table:table-cell office:value-type="string"><text:p>{escape(text)}'
        f'<text:span text:style-name="above">{mark}</text:span></text:p></table:table-cell>'
    )


def _cell(value: object) -> str:
    if isinstance(value, Cell):
        return value
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, int | float):
        return seen(str(value), "float", str(value))
    return seen(str(value))


def line(*values: object, times: int = 1, hidden: bool = False) -> str:
    """A <table:table-row>."""
    repeated = f' table:number-rows-repeated="{times}"' if times > 1 else ""
    shown = ' table:visibility="collapse"' if hidden else ""
    return f"<table:table-row{repeated}{shown}>{''.join(map(_cell, values))}</table:table-row>"


def document(
    *rows: Sequence[object] | str,
    hidden_columns: Sequence[int] = (),
    after: str = "",
    name: str = "Return",
    noughts: bool = True,
) -> bytes:
    """An .ods with one sheet. rows: of values, or as `line` gives them. hidden_columns: from 1.

    noughts: whether the sheet shows them.
    """
    columns = "".join(
        '<table:table-column table:visibility="collapse"/>'
        if number in hidden_columns
        else "<table:table-column/>"
        for number in range(1, max(hidden_columns, default=0) + 1)
    )
    made = "".join(row if isinstance(row, str) else line(*row) for row in rows)
    sheet = f'<table:table table:name="{name}">{columns}{made}</table:table>{after}'
    return packed(
        {
            "mimetype": KIND,
            "META-INF/manifest.xml": _manifest(""),
            "content.xml": (
                f'<office:document-content{_NAMESPACES} office:version="1.2">'
                '<office:automatic-styles><style:style style:name="above" style:family="text">'
                '<style:text-properties style:text-position="super 58%"/></style:style>'
                '<style:style style:name="struck" style:family="table-cell">'
                '<style:text-properties style:text-line-through-style="solid"/></style:style>'
                '<style:style style:name="white" style:family="table-cell">'
                '<style:text-properties fo:color="#ffffff"/></style:style>'
                '<style:style style:name="struck" style:family="text">'
                '<style:text-properties style:text-line-through-type="single"/></style:style>'
                "</office:automatic-styles><office:body><office:spreadsheet>"
                f"{sheet}</office:spreadsheet></office:body></office:document-content>"
            ),
            "settings.xml": _settings(noughts=noughts),
        },
        stored=("mimetype",),
    )


def _settings(*, noughts: bool) -> str:
    return (
        f'<office:document-settings{_NAMESPACES} xmlns:config="{_OFFICE}:config:1.0">'
        '<office:settings><config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        '<config:config-item config:name="ShowZeroValues" config:type="boolean">'
        f"{str(noughts).lower()}</config:config-item></config:config-item-map-entry>"
        "</config:config-item-map-indexed></config:config-item-set></office:settings>"
        "</office:document-settings>"
    )


def locked() -> bytes:
    """An .ods whose content is encrypted."""
    encrypted = (
        "<manifest:encryption-data><manifest:algorithm manifest:algorithm-name="
        '"http://www.w3.org/2001/04/xmlenc#aes256-cbc"/></manifest:encryption-data>'
    )
    return packed(
        {
            "mimetype": KIND,
            "META-INF/manifest.xml": _manifest(encrypted),
            "content.xml": bytes((number * 137 + 7) % 256 for number in range(800)),
        },
        stored=("mimetype",),
    )


def _manifest(encrypted: str) -> str:
    return (
        f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="{_OFFICE}:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{KIND}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"'
        f"{' manifest:size=' + chr(34) + '900' + chr(34) if encrypted else ''}>{encrypted}"
        "</manifest:file-entry></manifest:manifest>"
    )
