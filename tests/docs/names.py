"""Whether what a document names is there."""

from importlib import import_module


def is_there(name: str) -> bool:
    """Whether a module has this dotted name, or it is what a module or a class in one holds.

    A field of a class without a default is no attribute of it, and counts as well.
    """
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found = import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        return _holds(found, parts[length:])
    return False


def _holds(found: object, parts: list[str]) -> bool:
    if not parts:
        return True
    first, *rest = parts
    if hasattr(found, first):
        return _holds(getattr(found, first), rest)
    return not rest and first in getattr(found, "__annotations__", ())
