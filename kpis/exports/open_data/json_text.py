"""JSON as a file: the same bytes for the same content."""

import json
from collections.abc import Mapping
from typing import Any


def json_bytes(content: Any) -> bytes:
    """UTF-8, indented, keys in the order they were put in, a line break at the end."""
    return (json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def said(content: Mapping[str, Any]) -> dict[str, Any]:
    """Without the keys that say nothing: "", None, [] and {}."""
    return {key: value for key, value in content.items() if value not in ("", None, [], {}, ())}
