"""One council of a house, and the environment in which its processes run: its own alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kpis.default_paths import COUNCIL

OURS = "KPIS_"  # how the names begin of all that the program takes from the environment
# How the house runs all of them: no secret, and nothing of any council's.
FOR_ALL = ("KPIS_DRAIN_SECONDS", "KPIS_LOG", "KPIS_LOG_REQUESTS", "KPIS_SLOW_MS")


@dataclass(frozen=True, slots=True, kw_only=True)
class Council:
    """hosts: further names it answers to. access, mail, secrets: files of its own; None where the
    file of the house names none. Every path is whole, for processes that run in another folder.
    """

    name: str
    plan: Path
    store: Path
    port: int
    address: str = "127.0.0.1"
    hosts: tuple[str, ...] = ()
    access: Path | None = None
    mail: Path | None = None
    secrets: Path | None = None

    @property
    def access_file(self) -> Path:
        """From which it takes how people sign in, whether it is there or not."""
        return self.access or self.store.parent / "access.toml"

    @property
    def mail_file(self) -> Path:
        """From which it takes how mails go, whether it is there or not."""
        return self.mail or self.store.parent / "mail.toml"

    def environment(
        self, given: Mapping[str, str], secrets: Mapping[str, str] | None = None
    ) -> dict[str, str]:
        """What its processes see: what was given without anything of ours, and its own.

        What the house itself was started with may be one council's secret, and is told to none.
        """
        named = {"KPIS_ACCESS": self.access, "KPIS_MAIL": self.mail}
        return {
            **of_house(given),
            **(secrets or {}),
            **{name: str(path) for name, path in named.items() if path},
            COUNCIL: self.name,
            "KPIS_STORE": str(self.store),
            "KPIS_PLAN": str(self.plan),
            "KPIS_CACHE": str(self.store.with_suffix(".cache")),
        }


def of_house(given: Mapping[str, str]) -> dict[str, str]:
    """The environment without what may be one council's."""
    return {
        name: value for name, value in given.items() if not name.startswith(OURS) or name in FOR_ALL
    }
