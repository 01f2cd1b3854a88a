"""The releases of a frame as values, for whoever asks how one stands among all."""

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from kpis.model import Release

if TYPE_CHECKING:
    import pandas as pd


def releases_in(frame: "pd.DataFrame") -> tuple[Release, ...]:
    """Those of RELEASES, in its order: newest first, also those withdrawn."""
    from kpis.frames import RELEASES

    names = [field.name for field in fields(Release)]
    return tuple(
        Release(
            **{name: _value(getattr(row, name)) for name in names}
            | {"early_readers": tuple(row.early_readers.splitlines())}
        )
        for row in RELEASES.rows(frame)
    )


def _value(of: Any) -> Any:
    """None for a time that never was, which in frames equals nothing."""
    return of if of == of else None
