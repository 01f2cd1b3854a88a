"""Files with something in them changed, as damage, strange programs and ill will change them.

Each mutation takes the bytes of a file and a `random.Random`, and gives others.
"""

import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from random import Random

Mutation = Callable[[bytes, Random], bytes]

NUMBERS = (
    *("0", "-1", "1048576", "1048577", "16385", "2147483648", "4294967296", "99999999999"),
    *(
        "1e9",
        "1e999",
        "9" * 400,
        "0x10",
        "NaN",
        "",
        " ",
        "1_000",
        "٣",
        "A1",
        "XFD1048576",
        "A1:XFD9",
    ),
)
TEXTS = ("x" * 32_767, "x" * 40_000, "\x00", "_xD800_", "_x0000_", "é😀" * 500, "=1+1", "1" * 5_000)
_DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError)
_ATTRIBUTE = re.compile(rb'="[^"<>]{0,60}"')
_TAG = re.compile(rb"<[a-zA-Z:]+[^<>]*>")
_TEXT = re.compile(rb">[^<>]+<")


def mutated(content: bytes, random: Random) -> bytes:
    """The file with one to three things changed in it."""
    kinds = OF_ARCHIVES if content.startswith(b"PK") else OF_BYTES
    for _ in range(random.randint(1, 3)):
        kind = random.choice(kinds)
        try:
            content = kind(content, random)
        except (*_DAMAGED, LookupError, ValueError, OSError, EOFError):
            content = bytes_changed(content, random)  # damaged by the change before
    return content


def bytes_changed(content: bytes, random: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(random.choice((1, 3, 30))):
        if changed:
            changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def cut_short(content: bytes, random: Random) -> bytes:
    return content[: random.randrange(len(content) + 1)]


def piece_repeated(content: bytes, random: Random) -> bytes:
    first, length = random.randrange(len(content) + 1), random.randint(1, 200)
    times = random.choice((2, 50, 5_000))
    return content[:first] + content[first : first + length] * times + content[first + length :]


def piece_gone(content: bytes, random: Random) -> bytes:
    first = random.randrange(len(content) + 1)
    return content[:first] + content[first + random.randint(1, 200) :]


def number_changed(content: bytes, random: Random) -> bytes:
    """A whole number of two or four bytes, as old files count rows, columns and lengths in."""
    at = random.randrange(max(len(content) - 4, 1))
    number = random.choice((0, 1, 255, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, 0xFFFFFFFE))
    width = random.choice((2, 4))
    return content[:at] + struct.pack("<I", number)[:width] + content[at + width :]


def text_put_in(content: bytes, random: Random) -> bytes:
    put = random.choice((*TEXTS, *NUMBERS, '"', '"' * 999, "," * 5_000, "\r\n" * 9_999, ";", "\t"))
    at = random.randrange(len(content) + 1)
    return content[:at] + put.encode("utf-8", "surrogatepass") + content[at:]


def attribute_changed(content: bytes, random: Random) -> bytes:
    value = random.choice(NUMBERS).encode()
    return _in_a_member(
        content, random, lambda xml: _one(xml, _ATTRIBUTE, b'="%b"' % value, random)
    )


def text_changed(content: bytes, random: Random) -> bytes:
    value = random.choice((*NUMBERS, *TEXTS)).encode()
    return _in_a_member(content, random, lambda xml: _one(xml, _TEXT, b">%b<" % value, random))


def tag_gone(content: bytes, random: Random) -> bytes:
    return _in_a_member(content, random, lambda xml: _one(xml, _TAG, b"", random))


def element_repeated(content: bytes, random: Random) -> bytes:
    """From a tag to one soon after it, which may leave the XML whole or not, very many times."""

    def repeat(xml: bytes) -> bytes:
        tags = list(_TAG.finditer(xml))
        first = random.randrange(len(tags))
        last = min(first + random.randint(1, 6), len(tags) - 1)
        piece = xml[tags[first].start() : tags[last].start()]
        times = random.choice((2, 500, 30_000))
        return xml[: tags[first].start()] + piece * times + xml[tags[last].start() :]

    return _in_a_member(content, random, repeat)


def member_changed(content: bytes, random: Random) -> bytes:
    kind = random.choice((bytes_changed, cut_short, piece_repeated, piece_gone))
    return _in_a_member(content, random, lambda xml: kind(xml, random))


def entities_put_in(content: bytes, random: Random) -> bytes:
    entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">'
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    kind = random.choice((entities + "]>", '<!DOCTYPE x SYSTEM "file:///etc/hostname">'))
    return _in_a_member(content, random, lambda xml: kind.encode() + xml)


def encoded_otherwise(content: bytes, random: Random) -> bytes:
    name = random.choice(("utf-16", "utf-8-sig", "latin-1", "utf-32"))
    return _in_a_member(content, random, lambda xml: xml.decode().encode(name, "replace"))


def members_swapped(content: bytes, random: Random) -> bytes:
    members = _members(content)
    (one, first), (other, second) = random.choices(members, k=2)
    swapped = {one: second, other: first}
    return _packed([(name, swapped.get(name, inside)) for name, inside in members])


def member_gone(content: bytes, random: Random) -> bytes:
    members = _members(content)
    members.pop(random.randrange(len(members)))
    return _packed(members)


def member_twice(content: bytes, random: Random) -> bytes:
    """Two members of one name, or one of another's name."""
    members = _members(content)
    (name, _), (_, inside) = random.choices(members, k=2)
    return _packed([*members, (name, inside)] * random.choice((1, 1, 20)))


def archive_in_itself(content: bytes, random: Random) -> bytes:
    return _in_a_member(content, random, lambda _: content)


def many_members(content: bytes, random: Random) -> bytes:
    more = [(f"xl/worksheets/sheet{number}.xml", b"<x/>") for number in range(2, 1_500)]
    return _packed([*_members(content), *more[: random.choice((5, 1_498))]])


def bomb_put_in(content: bytes, random: Random) -> bytes:
    """Megabytes of nothing much in the place of a member."""
    piece = random.choice((b" ", b"\0", b"<a>", b"<c/>", b"<row/>", b"<t>x</t>", b"x"))
    size = random.choice((1, 20, 49)) * 1024 * 1024
    return _in_a_member(content, random, lambda xml: xml[:300] + piece * (size // len(piece)))


def size_declared(content: bytes, random: Random) -> bytes:
    """What the directory says a member unpacks to."""
    places = [found.start() for found in re.finditer(rb"PK\x01\x02", content)]
    at = random.choice(places) + random.choice((20, 24))
    size = random.choice((0, 1, 40 * 1024 * 1024, 0xFFFFFFFE, 0xFFFFFFFF))
    return content[:at] + struct.pack("<I", size) + content[at + 4 :]


OF_BYTES: tuple[Mutation, ...] = (
    bytes_changed,
    cut_short,
    piece_repeated,
    piece_gone,
    number_changed,
    text_put_in,
)
OF_ARCHIVES: tuple[Mutation, ...] = (
    bytes_changed,
    cut_short,
    *(attribute_changed, text_changed, element_repeated) * 3,
    *(tag_gone, member_changed, members_swapped, member_gone, member_twice),
    *(entities_put_in, encoded_otherwise, archive_in_itself, many_members),
    *(bomb_put_in, size_declared),
)


def _in_a_member(content: bytes, random: Random, change: Callable[[bytes], bytes]) -> bytes:
    members = _members(content)
    large = [place for place, (_, inside) in enumerate(members) if _TAG.search(inside)]
    place = random.choice(large)
    name, inside = members[place]
    members[place] = (name, change(inside))
    return _packed(members)


def _one(xml: bytes, pattern: re.Pattern[bytes], value: bytes, random: Random) -> bytes:
    found = random.choice(list(pattern.finditer(xml)))
    return xml[: found.start()] + value + xml[found.end() :]


def _members(content: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(each.filename, archive.read(each)) for each in archive.infolist()]


def _packed(members: list[tuple[str, bytes]]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compresslevel=1) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of two members with one name: that is meant
        for name, inside in members:
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, inside, kind)
    return file.getvalue()
