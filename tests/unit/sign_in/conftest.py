"""The file in which a house says how people sign in."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.access_files import FILE


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Write the file, for its owner alone."""
    for name in ("KPIS_CLIENT_SECRET", "KPIS_COOKIE_SECRET", "KPIS_ACCESS"):
        monkeypatch.delenv(name, raising=False)

    def write(text: str = FILE) -> Path:
        path = tmp_path / "access.toml"
        path.write_text(text, encoding="utf-8")
        path.chmod(0o600)
        return path

    return write
