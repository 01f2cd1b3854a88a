"""Names of places in a document that links lead to."""

import hashlib
import re

_LONGEST = 40  # what Word takes


def bookmark(key: str) -> str:
    """The name of the place of a key, "measure:recycling_rate": a letter, then letters, digits
    and _. Long ones end in a few digits of their own."""
    name = "to_" + re.sub(r"[^A-Za-z0-9]+", "_", key).strip("_")
    if len(name) <= _LONGEST and "__" not in key:
        return name
    return f"{name[: _LONGEST - 9]}_{hashlib.sha256(key.encode()).hexdigest()[:8]}"
