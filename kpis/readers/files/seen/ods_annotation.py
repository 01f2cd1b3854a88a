"""The comment on a cell of an .ods file: an element of its own within the cell."""


class Annotation:
    """What an office:annotation says, heard piece by piece; nothing where there is none."""

    def __init__(self) -> None:
        self.text = self.author = ""
        self._open = self._in_author = self._in_paragraph = False

    def begin(self, name: str) -> None:
        self._open |= name == "annotation"

    def start(self, name: str) -> None:
        if not self._open:
            return
        self._in_author = name == "creator"
        if name == "p":
            self.text += "\n" if self.text else ""
            self._in_paragraph = True
        elif self._in_paragraph and name in ("s", "tab", "line-break"):
            self.text += " "

    def hear(self, text: str) -> None:
        if self._in_author:
            self.author += text
        elif self._in_paragraph:
            self.text += text

    def end(self, name: str) -> None:
        match name:
            case "annotation":
                self._open = self._in_paragraph = False
            case "creator":
                self._in_author = False
            case "p":
                self._in_paragraph = False
