"""Markers as people type them: the letter alone, in brackets, or its word."""

from kpis.model import Marker
from kpis.validation.figure_text.expected import SPACES
from kpis.words.lists import listed

_MARKER_WORDS = {
    "provisional": Marker.PROVISIONAL,
    "revised": Marker.REVISED,
    "confidential": Marker.CONFIDENTIAL,
    "suppressed": Marker.CONFIDENTIAL,
    "not available": Marker.NOT_AVAILABLE,
    "not applicable": Marker.NOT_APPLICABLE,
}


def describe_markers() -> str:
    """ "[p], [r], [c], [x] or [z]"."""
    return listed([f"[{marker.value}]" for marker in Marker], "or")


def read_marker(text: str) -> str:
    """The letter of a marker typed as "[p]", "p", "(P)" or "provisional"; "" for any other text."""
    bare = SPACES.sub(" ", text).strip(" []()").lower()
    if bare in _MARKER_WORDS:
        return _MARKER_WORDS[bare].value
    return bare if bare in set(Marker) else ""
