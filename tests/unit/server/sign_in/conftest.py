"""The file in which a house says how people sign in."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.access_files import FILE


@pytest.fixture
def written(tmp_path: Path) -> Callable[[], Path]:
    def write() -> Path:
        path = tmp_path / "access.toml"
        path.write_text(FILE, encoding="utf-8")
        path.chmod(0o600)
        return path

    return write
