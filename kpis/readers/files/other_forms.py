"""What people send in place of a workbook or a CSV, told from its first bytes, with what to do.

Names say little: Excel opens a web page, a mail or a text for data exchange that is called `.xls`
as if it were a workbook, so who sends it has seen a table and cannot know what is wrong.
"""

import re

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_HEAD = 4096  # bytes that are looked at

SEND_INSTEAD = "send the return as an Excel workbook (.xlsx) or as a CSV file"
SAVE_AS_WORKBOOK = "open it in Excel, choose Save As, Excel Workbook (.xlsx), and send that copy"

_NO_TABLE = (
    (b"%PDF", "a PDF"),
    (b"%!PS", "a print file"),
    (b"{\\rtf", "a rich text document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ\x00", "a compressed file"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed folder"),
    (b"Rar!", "a compressed folder"),
    (b"MSCF\x00", "a compressed folder"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "a database"),
    (b"\x00\x01\x00\x00Standard ", "a database"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "a shortcut to a file, not the file"),
    (b"[InternetShortcut]", "a link to a page, not the file behind it"),
    (b"BEGIN:VC", "an appointment or an address"),
)
# What Excel opens as a table, and we do not.
_OLD_TABLES = (
    (b"\x09\x00\x04\x00", "a workbook of before 1993"),
    (b"\x09\x02\x06\x00", "a workbook of before 1993"),
    (b"\x09\x04\x06\x00", "a workbook of before 1993"),
    (b"\x00\x00\x02\x00\x06\x04", "a Lotus worksheet"),
    (b"\x00\x00\x1a\x00", "a Lotus worksheet"),
)
_SYLK = re.compile(rb"ID;P[^\r\n]*[\r\n]+[A-Z]{1,2};[A-Z]")
_DIF = re.compile(rb"TABLE\r?\n0,1\r?\n")
_JSON = re.compile(rb"\{\s*\"[^\"]*\"\s*:|\[\s*\{")
_NOT_YET = re.compile(rb"(?:\s+|<!--.*?(?:-->|\Z)|<\?xml\b.*?(?:\?>|\Z))+", re.DOTALL)
_TAG = re.compile(rb"<!doctype\s+([a-z]+)|</?([a-z][a-z0-9]*(?::[a-z]+)?)[\s/>]", re.IGNORECASE)
_OF_A_PAGE = frozenset(
    b"html head body table thead tbody tr td th meta title style script link base div span p br hr "
    b"center font h1 h2 h3 h4 form ul ol li a b i u img pre section main header".split()
)
_LINE_OF_MAIL = re.compile(rb"^([A-Za-z][A-Za-z-]+): ?\S", re.MULTILINE)
_SURE_OF_MAIL = frozenset(
    {b"mime-version", b"content-type", b"message-id", b"received", b"return-path", b"delivered-to"}
)


def refused_instead(content: bytes) -> str:
    """The sentence about a file that is neither workbook nor CSV; "" where it may be one."""
    head = _head(content)
    name = _first_of(_NO_TABLE, head) or _picture(head) or _letter(head)
    if name:
        return f"The file is {name}: {SEND_INSTEAD}."
    name = _first_of(_OLD_TABLES, content) or _text_table(content, head) or _markup(head)
    if name:
        return f"The file is {name}, whatever its name says: {SAVE_AS_WORKBOOK}."
    if _JSON.match(head):
        return f"The file is JSON, made for programs: {SEND_INSTEAD}."
    return ""


def _head(content: bytes) -> bytes:
    """The beginning, without marks and blanks before it; of UTF-16 the same in UTF-8."""
    head = content[:_HEAD].removeprefix(_BYTE_ORDER_MARK)
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", errors="replace").encode()
    return head.lstrip()


def _first_of(forms: tuple[tuple[bytes, str], ...], head: bytes) -> str:
    return next((name for first_bytes, name in forms if head.startswith(first_bytes)), "")


def _picture(head: bytes) -> str:
    is_bitmap = head[:2] == b"BM" and head[6:10] == bytes(4)
    is_webp = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    return "a picture" if is_bitmap or is_webp or head[4:8] == b"ftyp" else ""


def _letter(head: bytes) -> str:
    """An e-mail; not one that holds a page for a browser, which Excel saves and opens."""
    names = [name.lower() for name in _LINE_OF_MAIL.findall(head)]
    begins = _LINE_OF_MAIL.match(head) is not None
    if not begins or len(names) < 2 or _SURE_OF_MAIL.isdisjoint(names):
        return ""
    return "" if _holds_page(head) else "an e-mail"


def _holds_page(head: bytes) -> bool:
    lower = head.lower()
    return b"multipart/related" in lower or b"content-location:" in lower or b"saved by" in lower


def _text_table(content: bytes, head: bytes) -> str:
    if _SYLK.match(head):
        return "a SYLK file, an old form of exchange"
    if _DIF.match(head):
        return "a DIF file, an old form of exchange"
    return "a dBase table" if _is_dbase(content) else ""


def _is_dbase(content: bytes) -> bool:
    """By its first byte, a day and the mark at the end of its list of fields."""
    if len(content) < 33 or content[0] not in b"\x03\x04\x30\x31\x43\x83\x8b\xcb\xf5":
        return False
    month, day = content[2:4]
    end = int.from_bytes(content[8:10], "little")
    return 0 < month < 13 and 0 < day < 32 and content[end - 1 : end] == b"\r"


def _markup(head: bytes) -> str:
    """A page or other markup, also below comments; a page that was saved as one file."""
    if _LINE_OF_MAIL.match(head) and b"mime-version" in head.lower() and _holds_page(head):
        return "a web page saved as one file"
    if not head.startswith(b"<"):
        return ""
    before = _NOT_YET.match(head)
    body = head[before.end() :] if before else head
    tag = _TAG.match(body)
    name = next(filter(None, tag.groups()), b"").lower() if tag else b""
    if name in _OF_A_PAGE:
        return "a web page"
    if tag or head.startswith((b"<?", b"<!")):
        return "an XML file" if name or head.startswith(b"<?xml") else "a web page"
    return ""
