"""What commands print, with every sign in sight.

File names, posts and notes come from others. A terminal obeys some characters (it moves, it changes
its colours, it is told a new title), and others turn what follows around. They are written as JSON
writes them, so a document for a script stays the same document.
"""

from typing import Any, TextIO, cast

_TURN_TEXT_AROUND = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_CONTROLS = (*range(0x20), *range(0x7F, 0xA0))
_WRITTEN_OUT = {
    code: f"\\u{code:04x}" for code in (*_CONTROLS, *_TURN_TEXT_AROUND) if chr(code) not in "\n\t"
}


def visible(stream: TextIO) -> TextIO:
    """A text stream that writes such characters out, and is the one it is given in all else."""
    return cast(TextIO, _Visible(stream))


class _Visible:
    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._stream.write(text.translate(_WRITTEN_OUT))

    def writelines(self, lines: list[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
