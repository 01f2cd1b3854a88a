"""What commands print, with every sign in sight.

File names, posts and notes come from others. A terminal obeys some characters (it moves, it changes
its colours, it is told a new title), and others turn what follows around. They are written as JSON
writes them, so a document for a script stays the same document.
"""

from typing import Any, TextIO, cast

from kpis.words.written_out import FOR_TERMINALS


def visible(stream: TextIO) -> TextIO:
    """A text stream that writes such characters out, and is the one it is given in all else."""
    return cast(TextIO, _Visible(stream))


class _Visible:
    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._stream.write(text.translate(FOR_TERMINALS))

    def writelines(self, lines: list[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
