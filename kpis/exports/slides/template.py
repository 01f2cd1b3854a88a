"""The template slides are made with, and which of its layouts each kind of slide takes."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import count
from typing import Any, NamedTuple

from kpis.errors import ExportError
from kpis.exports.slides.plain_template import plain_template

_POINT = 12_700  # in the units of a presentation


class Box(NamedTuple):
    """A place on a slide, in points."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Template:
    """A presentation without slides. title, words, free: layouts of the title slide, of slides
    with a title and a text, and of slides with a title above tables and charts.

    content: where the text stands, and so what is free beneath a title.
    """

    presentation: Any
    title: Any
    words: Any
    free: Any
    content: Box


class _Wanted(NamedTuple):
    kind: str  # its type, as a template made in any language has it
    name: str
    placeholders: tuple[tuple[str, ...], ...]  # for each that is wanted, the types it may be of
    said: str


_TITLES, _BODIES = ("TITLE", "CENTER_TITLE"), ("OBJECT", "BODY")
_WANTED = (
    _Wanted("title", "Title Slide", (_TITLES, ("SUBTITLE", *_BODIES)), "a title and a subtitle"),
    _Wanted("obj", "Title and Content", (_TITLES, _BODIES), "a title and a text"),
    _Wanted("titleOnly", "Title Only", (_TITLES,), "a title alone"),
)


def template(content: bytes) -> Template:
    """The council's template, or the plain one for b"".

    Raises ExportError where it is no presentation or lacks a layout, with what it should have.
    """
    presentation = _opened(content) if content else plain_template()
    _remove_slides(presentation)
    _count_parts(presentation)
    title, words, free = (_layout(presentation, wanted) for wanted in _WANTED)
    body = placeholder(words, _BODIES)
    box = Box(*(each / _POINT for each in (body.left, body.top, body.width, body.height)))
    if box.width < 300 or box.height < 150:
        raise ExportError(
            f"The layout “{words.name}” of the template leaves {box.width:.0f} by "
            f"{box.height:.0f} points for its text: tables and charts want 300 by 150 at least."
        )
    return Template(presentation, title, words, free, box)


def placeholder(holder: Any, types: tuple[str, ...]) -> Any:
    """The first placeholder of one of these types; None where there is none."""
    for each in holder.placeholders:
        if each.placeholder_format.type.name in types:
            return each
    return None


def title_of(holder: Any) -> Any:
    return placeholder(holder, _TITLES)


def body_of(holder: Any) -> Any:
    return placeholder(holder, ("SUBTITLE", *_BODIES))


def _opened(content: bytes) -> Any:
    from pptx import Presentation

    try:
        return Presentation(BytesIO(content))
    except Exception as error:  # the library raises whatever zip and XML raise
        raise ExportError(
            "The template for slides is no PowerPoint presentation: save it as .pptx."
        ) from error


def _layout(presentation: Any, wanted: _Wanted) -> Any:
    layouts = [each for master in presentation.slide_masters for each in master.slide_layouts]
    by_kind = [each for each in layouts if each._element.get("type") == wanted.kind]
    by_name = [each for each in layouts if each.name.casefold() == wanted.name.casefold()]
    for layout in (*by_name, *by_kind):
        if all(placeholder(layout, types) for types in wanted.placeholders):
            return layout
    names = ", ".join(f"“{each.name}”" for each in layouts) or "none"
    raise ExportError(
        f"The template for slides has no layout “{wanted.name}” with {wanted.said}. "
        f"It has: {names}. Add that layout, or name one so."
    )


def _count_parts(presentation: Any) -> None:
    """Let new parts be named by counting.

    The library looks for a free name among all parts, each time: with 490 measures there are four
    thousand parts to look through, two thousand times.
    """
    from pptx.opc.packuri import PackURI

    package = presentation.part.package
    taken = {str(part.partname) for part in package.iter_parts()}
    numbers: dict[str, Iterator[int]] = {}

    def next_name(pattern: str) -> Any:
        numbered = (pattern % number for number in numbers.setdefault(pattern, count(1)))
        return PackURI(next(name for name in numbered if name not in taken))

    package.next_partname = next_name


def _remove_slides(presentation: Any) -> None:
    """A template may come with slides that show how it is meant; these are not of the report."""
    listed = presentation.slides._sldIdLst
    for slide in list(listed):
        presentation.part.drop_rel(slide.rId)
        listed.remove(slide)
