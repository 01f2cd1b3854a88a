"""All that a page sends to a browser, and what the files hold that it hands out."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from streamlit.testing.v1 import AppTest


def texts_of(at: AppTest) -> Iterator[str]:
    """Every element of a page, charts too, without ids and addresses that Streamlit makes up."""
    for each in at.main:
        yield re.sub(r'(\bid|url): "[^"]*"', "", str(each.proto))


def contents(made: str | bytes) -> Any:
    """What a file holds; of a workbook or an archive every member, the day it was made left out."""
    made = made.encode() if isinstance(made, str) else made
    if not made.startswith(b"PK"):
        return made
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        names = sorted(name for name in archive.namelist() if "docProps" not in name)
        return [(name, contents(archive.read(name))) for name in names]
