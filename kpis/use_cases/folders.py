"""Many returns sent as one compressed folder, as one file after the other."""

from kpis.errors import UnreadableReturn
from kpis.readers.files.folder import folder_of

Named = tuple[str, bytes]


def returns_in(name: str, content: bytes) -> tuple[list[Named], str]:
    """The files to check, by name and bytes, and a sentence on what was not taken; "" for nothing.

    A file that is no compressed folder is the only one. So is a folder that cannot be opened, and
    the sentence says why: checking it then refuses it.
    """
    try:
        folder = folder_of(content)
    except UnreadableReturn as error:
        return [(name, content)], str(error)
    if folder is None:
        return [(name, content)], ""
    if not folder.files:
        return [], f"{name} holds no workbook and no CSV."
    left = ", ".join(folder.not_taken)
    return list(folder.files), f"Not taken from {name}: {left}." if left else ""
