"""Where the plan and the store are when nobody says otherwise: page and command line agree.

The program works from a checkout of its repository, which holds the plan and app.py beside the
package.
"""

import os
from pathlib import Path

from kpis import lake_address

ROOT = Path(__file__).parents[1]
DEFAULT_STORE = "data/store/kpis.duckdb"
DEFAULT_PLAN = "data/plans/2019-22"
COUNCIL = "KPIS_COUNCIL"


def store_path() -> Path:
    """The store: KPIS_STORE, or DEFAULT_STORE below the checkout. Raises as `store_at`."""
    return store_at(os.environ.get("KPIS_STORE") or str(ROOT / DEFAULT_STORE))


def store_at(address: str) -> Path:
    """The path by which a store is known of which somebody gave a path, or the address of a lake.

    What lies beside a lake's lies in the folder KPIS_LOCAL, or where a store lies when nobody says.
    Raises StoreError for an address that cannot be read.
    """
    if not address.startswith("ducklake:"):
        return Path(address)
    local = os.environ.get("KPIS_LOCAL")
    return lake_address.path_of(
        address, Path(local).resolve() if local else (ROOT / DEFAULT_STORE).parent
    )


def plan_folder() -> Path:
    """The plan's folder: KPIS_PLAN, or DEFAULT_PLAN below the checkout."""
    return Path(os.environ.get("KPIS_PLAN") or ROOT / DEFAULT_PLAN)


def access_file(store: Path | None = None) -> Path:
    """How people sign in: KPIS_ACCESS, or access.toml beside the store. It need not be there."""
    beside = (store or store_path()).parent / "access.toml"
    return Path(os.environ.get("KPIS_ACCESS") or beside)


def mail_file(store: Path | None = None) -> Path:
    """How mails are sent: KPIS_MAIL, or mail.toml beside the store. It need not be there."""
    beside = (store or store_path()).parent / "mail.toml"
    return Path(os.environ.get("KPIS_MAIL") or beside)


def outbox(store: Path) -> Path:
    """The folder of mails where no server is named, beside the store."""
    return lake_address.beside(store, ".outbox")


def site_folder(store: Path) -> Path:
    """Where the server has the site's pages written: beside the store."""
    return lake_address.beside(store, ".site")


def council() -> str:
    """The name of the council this process is for, where a house has several; else ""."""
    return os.environ.get(COUNCIL, "")
