"""The text of a TOML file cut where its tables begin.

So a table can be changed, moved or taken out with the comments above it, and all other text stays
as it is to the byte.
"""

import tomllib
from dataclasses import dataclass

from kpis.plan.faults import Location

_QUOTES = ('"""', "'''", '"', "'")


@dataclass(slots=True)
class Segment:
    """A header and what follows up to the next.

    lead: the comments right above the header. body: the keys, and blank lines and comments.
    path: of the table in the file: ("parts", 0, "years", "2019/20"); () of what has no header.
    """

    lead: str
    header: str
    body: str
    path: Location

    @property
    def text(self) -> str:
        return f"{self.lead}{self.header}{self.body}"


def segments_of(text: str) -> list[Segment]:
    """The segments of a sound file in order; their texts together are the text."""
    segments = [Segment("", "", "", ())]
    last_of_list: dict[Location, int] = {}
    inside = ""
    for line in text.splitlines(keepends=True):
        if not inside and line.lstrip().startswith("["):
            above = segments[-1]
            above.body, lead = _without_comments_at_end(above.body)
            segments.append(Segment(lead, line, "", _path(line, last_of_list)))
        else:
            inside = _open_after(line, inside)
            segments[-1].body += line
    return segments


def _without_comments_at_end(body: str) -> tuple[str, str]:
    """A body, and the comments that stand right above what follows it."""
    lines = body.splitlines(keepends=True)
    place = len(lines)
    while place and lines[place - 1].lstrip().startswith("#"):
        place -= 1
    return "".join(lines[:place]), "".join(lines[place:])


def _path(header: str, last_of_list: dict[Location, int]) -> Location:
    """The path of a header. last_of_list: how far each list of tables has come; kept up to date."""
    path: Location = ()
    inner = tomllib.loads(header)
    while inner:
        ((name, below),) = inner.items()
        path = (*path, name)
        if isinstance(below, list):
            last_of_list[path] = last_of_list.get(path, -1) + 1
            below = below[0]
        if path in last_of_list:
            path = (*path, last_of_list[path])
        inner = below
    return path


def _open_after(line: str, inside: str) -> str:
    """What is still open at the end of a line: brackets, and a quote of a text of several lines."""
    brackets, quote = inside.rstrip("\"'"), inside[len(inside.rstrip("\"'")) :]
    place = 0
    while place < len(line):
        rest = line[place:]
        if quote:
            if rest.startswith("\\") and quote[0] == '"':
                place += 2
            elif rest.startswith(quote):
                place += len(quote)
                quote = ""
            else:
                place += 1
            continue
        if rest[0] == "#":
            break
        quote = next((each for each in _QUOTES if rest.startswith(each)), "")
        if rest[0] in "[{":
            brackets += rest[0]
        elif rest[0] in "]}":
            brackets = brackets[:-1]
        place += len(quote) or 1
    return brackets + (quote if len(quote) == 3 else "")
