"""Where the plan and the store are when nobody says otherwise: page and command line agree.

The program works from a checkout of its repository, which holds the plan and app.py beside the
package.
"""

import os
from pathlib import Path

ROOT = Path(__file__).parents[1]
DEFAULT_STORE = "data/store/kpis.duckdb"
DEFAULT_PLAN = "data/plans/2019-22"


def store_path() -> Path:
    """The store: KPIS_STORE, or DEFAULT_STORE below the checkout."""
    return Path(os.environ.get("KPIS_STORE") or ROOT / DEFAULT_STORE)


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
    return store.with_suffix(".outbox")


def site_folder(store: Path) -> Path:
    """Where the server has the site's pages written: beside the store."""
    return store.with_suffix(".site")
