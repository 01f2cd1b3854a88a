"""Days as people write them: "2019-11-08", "08/11/2019", "8 Nov 2019"."""

from datetime import datetime

from kpis.clock import in_utc

_WRITTEN = ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %b %Y", "%d %B %Y", "%d-%b-%Y")


def read_time(text: str) -> datetime | None:
    """The day or time a text names, in UTC without a zone; None where it names none."""
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return next((day for day in (_parse(text, form) for form in _WRITTEN) if day), None)
    return in_utc(time)


def _parse(text: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(" ".join(text.split()), form)
    except ValueError:
        return None
