"""Whether the sheets of an .ods file show their noughts, which its settings say."""

from collections.abc import Callable
from contextlib import suppress
from xml.parsers import expat

_OF_NOUGHTS = "ShowZeroValues"
_VIEWS, _TABLES = "Views", "Tables"


class NoughtsShown:
    """Said of one sheet, or of all as they are viewed, or of the document; the nearest holds."""

    def __init__(self) -> None:
        self._said: dict[tuple[str, ...], bool] = {}  # by the maps and entries around the setting
        self._around: list[str] = []
        self._text: list[str] | None = None

    def read(self, chunk: Callable[[], bytes]) -> None:
        """XML that is not well formed gives what stood before its fault."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._hear
        parser.StartDoctypeDeclHandler = self._stop
        with suppress(expat.ExpatError, _Enough):
            while data := chunk():
                parser.Parse(data, False)

    def hidden_in(self, sheet: str) -> bool:
        of_sheet = (_VIEWS, _TABLES, sheet)
        said = (self._said.get(place) for place in (of_sheet, (_VIEWS,), ()))
        return next((not shown for shown in said if shown is not None), False)

    def _stop(self, *_: object) -> None:
        raise _Enough

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        name = qualified.rpartition(" ")[2]
        called = next(
            (value for key, value in attributes.items() if key.rpartition(" ")[2] == "name"), ""
        )
        if name.startswith("config-item-map"):
            self._around.append(called)
        elif name == "config-item" and called == _OF_NOUGHTS:
            self._text = []

    def _hear(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, qualified: str) -> None:
        if qualified.rpartition(" ")[2].startswith("config-item-map"):
            self._around.pop()
        elif self._text is not None:
            place = tuple(filter(None, self._around))
            self._said.setdefault(place, "".join(self._text).strip() != "false")
            self._text = None


class _Enough(Exception):
    """Nothing that follows is looked at."""
