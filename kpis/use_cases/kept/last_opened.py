"""The file that was opened last, kept from its check to what follows: submitting, marking.

As with the check itself, only a small file is kept, and only one.
"""

from kpis.readers.files.opened_file import SMALL, OpenedFile

_last: OpenedFile | None = None


def open_file(content: bytes | OpenedFile) -> OpenedFile:
    """A file to ask for its sheets: the one of a moment ago where the bytes are the same."""
    global _last
    if isinstance(content, OpenedFile):
        return content
    last = _last
    if last is not None and last.content == content:
        return last
    opened = OpenedFile(content)
    _last = opened if len(content) <= SMALL else None
    return opened
