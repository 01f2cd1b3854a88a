"""`kpis --council NAME`: a command for one council of a house, as its own processes see things."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kpis.errors import UsageError
from kpis.words.lists import listed

LISTED_IN = "KPIS_COUNCILS"


@contextmanager
def of_council(name: str) -> Iterator[None]:
    """Within, the environment is that council's: its store, its plan, its files and secrets.

    Raises UsageError where no file lists councils, or that one does not list this; SettingsError
    where the file cannot be used.
    """
    from kpis.councils.councils_file import read_councils, secrets_of

    if not (file := os.environ.get(LISTED_IN)):
        raise UsageError(f"{LISTED_IN} names no file that lists councils, and {name!r} is in none.")
    councils = {each.name: each for each in read_councils(Path(file))}
    if name not in councils:
        raise UsageError(f"{file} lists no council {name!r}. It lists {listed([*councils])}.")
    before, found = dict(os.environ), councils[name]
    os.environ.update(own := found.environment(before, secrets_of(found)))
    for each in set(os.environ) - set(own):
        del os.environ[each]
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
