"""XML changed in single places, every other byte left as it stands.

A tree that is parsed and written again loses what the parser does not keep: the order and the
prefixes of namespaces, which Excel's `mc:Ignorable` names by prefix, entities, blanks. So the
parser only says where elements stand, and the text is cut and spliced there.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

IsWanted = Callable[[str, Mapping[str, str], "Element"], bool]
Edit = tuple[int, int, bytes]  # from, to, what stands there instead

_TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
_ENCODING = re.compile(rb"""(<\?xml[^>]*?encoding\s*=\s*["'])([A-Za-z0-9._-]+)(["'])""")
_READ_AS_IT_IS = (b"utf-8", b"us-ascii", b"ascii")
# What XML cannot hold, and what Excel would take for its way of writing that: "_x000B_".
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LIKE_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


class FaultyXml(ValueError):
    """The text is no well-formed XML, or defines entities of its own."""


@dataclass(slots=True)
class Element:
    """Where an element stands: from `start` to `end`, its content from `inner` to `close`."""

    qualified: str  # with its prefix: "x:row"
    attributes: dict[str, str]
    start: int
    inner: int
    is_empty: bool  # written <a/>, so that there is no place within it
    close: int = 0
    end: int = 0
    children: list["Element"] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.qualified.rpartition(":")[2]

    @property
    def prefix(self) -> str:
        """ "x:", "" without one: for elements that are to stand beside or within this one."""
        return self.qualified[: -len(self.name)]

    def child(self, name: str) -> "Element | None":
        return next(self.all(name), None)

    def all(self, name: str) -> Iterator["Element"]:
        return (child for child in self.children if child.name == name)


def as_utf8(content: bytes) -> bytes:
    """The same document in UTF-8. Raises FaultyXml when its encoding is unknown or broken."""
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            content = content.decode("utf-16").encode()
            return _ENCODING.sub(rb"\g<1>UTF-8\g<3>", content, count=1)
        declared = _ENCODING.match(content)
        if declared and declared[2].lower() not in _READ_AS_IT_IS:
            content = content.decode(declared[2].decode()).encode()
            return _ENCODING.sub(rb"\g<1>UTF-8\g<3>", content, count=1)
    except (UnicodeDecodeError, LookupError) as error:
        raise FaultyXml(str(error)) from error
    return content


def parse(content: bytes, is_wanted: IsWanted | None = None) -> Element:
    """The root of a document in UTF-8, and below it the elements that are wanted.

    is_wanted(name without prefix, attributes, parent): whether to keep an element; what is within
    one that is not kept is passed over. Raises FaultyXml.
    """
    return _Parsing(content, is_wanted).root()


class _Parsing:
    def __init__(self, content: bytes, is_wanted: IsWanted | None) -> None:
        self._content = content
        self._wanted = is_wanted
        self._open: list[Element] = []
        self._passed_over = 0
        self._root: Element | None = None
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._refuse

    def root(self) -> Element:
        try:
            self._parser.Parse(self._content, True)
        except expat.ExpatError as error:
            raise FaultyXml(str(error)) from error
        if self._root is None:
            raise FaultyXml("no element")
        return self._root

    def _refuse(self, *_: object) -> None:
        raise FaultyXml("defines entities of its own")

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        parent = self._open[-1] if self._open else None
        name = qualified.rpartition(":")[2]
        if self._passed_over or (
            parent is not None
            and self._wanted is not None
            and not self._wanted(name, attributes, parent)
        ):
            self._passed_over += 1
            return
        start = self._parser.CurrentByteIndex
        tag = _TAG.match(self._content, start)
        if tag is None:
            raise FaultyXml("a tag that does not end")
        made = Element(qualified, attributes, start, tag.end(), tag[0].endswith(b"/>"))
        if parent is None:
            self._root = made
        else:
            parent.children.append(made)
        self._open.append(made)

    def _end(self, _: str) -> None:
        if self._passed_over:
            self._passed_over -= 1
            return
        ended = self._open.pop()
        if ended.is_empty:
            ended.close = ended.end = ended.inner
        else:
            ended.close = self._parser.CurrentByteIndex
            ended.end = self._content.index(b">", ended.close) + 1


def splice(content: bytes, edits: Iterable[Edit]) -> bytes:
    """The content with its edits made; of several at one place, in the order given."""
    pieces, done = [], 0
    for start, end, text in sorted(edits, key=lambda edit: edit[:2]):
        pieces += [content[done:start], text]
        done = end
    return b"".join([*pieces, content[done:]])


def tag_of(content: bytes, element: Element) -> bytes:
    return content[element.start : element.inner]


def with_attributes(tag: bytes, **values: str | None) -> bytes:
    """A start tag with these attributes set, or taken out where the value is None."""
    for name, value in values.items():
        tag = re.sub(rb"""\s+%s\s*=\s*("[^"]*"|'[^']*')""" % name.encode(), b"", tag, count=1)
        if value is not None:
            at = len(tag) - (2 if tag.endswith(b"/>") else 1)
            tag = tag[:at].rstrip() + f" {name}={quoteattr(value)}".encode() + tag[at:]
    return tag


def append(content: bytes, parent: Element, text: str, **attributes: str) -> list[Edit]:
    """Edits that put text at the end of an element, also of one that was empty: <a/>."""
    tag = with_attributes(tag_of(content, parent), **attributes)
    if parent.is_empty:
        whole = tag[:-2].rstrip() + b">" + text.encode() + f"</{parent.qualified}>".encode()
        return [(parent.start, parent.end, whole)]
    edits = [(parent.close, parent.close, text.encode())]
    return [(parent.start, parent.inner, tag), *edits] if attributes else edits


def xml_text(text: str) -> str:
    """A text as it stands between tags of a workbook. Characters XML lacks as Excel writes them."""
    text = _LIKE_ESCAPED.sub("_x005F_", text)
    return escape(_NOT_IN_XML.sub(lambda match: f"_x{ord(match[0]):04X}_", text))


def xml_value(text: str) -> str:
    """A text as the value of an attribute, with its quotation marks."""
    return quoteattr(_NOT_IN_XML.sub("\ufffd", text))
