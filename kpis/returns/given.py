"""What a use case must be given by the person, asked for in a sentence where it is not."""

from kpis.errors import UsageError


def require(text: str, otherwise: str) -> None:
    """Raise UsageError with the sentence `otherwise` when there is no text."""
    if not text.strip():
        raise UsageError(otherwise)
