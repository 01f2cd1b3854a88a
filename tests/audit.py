"""Is a weakness known of a package that requirements.lock pins? (`make audit`)

pip-audit asks for the advisories. It brings some thirty packages of its own, so it lives in an
environment of its own, in build/, and not in the lock whose packages it looks at.

Where there are no advisories to be had, on a machine without the internet or with a package
index that holds none, pip-audit may still end well and say that nothing is known. So its report
is read here, and what could not be looked up is told. Not part of CI, whose answer must depend
on the change and not on what was found out overnight.

Exit codes: 0 nothing is known, or nothing could be looked up; 1 something is known; 3, with
--strict only, a package could not be looked up.
"""

import argparse
import json
import subprocess
import sys
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements.lock"
PLACE = ROOT / "build/audit"
NOTHING_KNOWN, KNOWN, NOT_LOOKED_UP = 0, 1, 3


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of the pinned packages: a line per weakness, and who could be looked up."""

    known: tuple[str, ...]
    looked_up: int
    missed: tuple[str, ...]  # names of packages


def read_report(report: dict[str, Any]) -> Answer:
    """The answer in the JSON that pip-audit writes."""
    packages = report["dependencies"]
    return Answer(
        known=tuple(
            _line(package, weakness)
            for package in packages
            for weakness in package.get("vulns", ())
        ),
        looked_up=sum("skip_reason" not in package for package in packages),
        missed=tuple(package["name"] for package in packages if "skip_reason" in package),
    )


def _line(package: dict[str, Any], weakness: dict[str, Any]) -> str:
    mended = ", ".join(weakness.get("fix_versions", ())) or "none yet"
    other_names = [name for name in weakness.get("aliases", ()) if name != weakness["id"]]
    names = " = ".join([weakness["id"], *other_names])
    return f"{package['name']} {package['version']}: {names}; mended in: {mended}"


def told(answer: Answer) -> str:
    """The answer in sentences."""
    said = list(answer.known)
    if answer.known:
        said.append(f"Known weaknesses: {len(answer.known)}. Raise the versions with `make lock`.")
    elif answer.looked_up:
        said.append(f"No weakness is known of the packages looked up, {answer.looked_up} in all.")
    if answer.missed and not answer.looked_up:
        said.append(
            "NOTHING WAS CHECKED: the package index gave no advisories for any package. Run it "
            "where the public index can be reached, or ask the other service: "
            "make audit SERVICE=osv."
        )
    elif answer.missed:
        said.append(f"Could not be looked up: {', '.join(answer.missed)}.")
    return "\n".join(said)


def exit_code(answer: Answer, *, strict: bool) -> int:
    if answer.known:
        return KNOWN
    return NOT_LOOKED_UP if strict and answer.missed else NOTHING_KNOWN


def ask(service: str, place: Path = PLACE, lock: Path = LOCK) -> Answer | str:
    """The answer of pip-audit, or a sentence that says why there is none."""
    python = place / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists():
        venv.create(place, with_pip=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    installed = subprocess.run([*pip, "pip-audit"], capture_output=True, text=True, check=False)
    if installed.returncode:
        return f"pip-audit could not be installed: {_last_line(installed.stderr)}"
    report = place / "report.json"
    report.unlink(missing_ok=True)
    command = [str(python), "-m", "pip_audit", "--requirement", str(lock), "--require-hashes"]
    command += ["--disable-pip", "--progress-spinner", "off", "--vulnerability-service", service]
    command += ["--format", "json", "--output", str(report)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        return read_report(json.loads(report.read_text(encoding="utf-8")))
    except (OSError, ValueError):  # it writes none when it could not ask
        return f"the advisories could not be had: {_last_line(done.stderr)}"


def _last_line(text: str) -> str:
    return next((line for line in reversed(text.splitlines()) if line.strip()), "no reason given")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make audit", description=__doc__.splitlines()[0])
    parser.add_argument("--service", choices=("pypi", "osv"), default="pypi")
    parser.add_argument("--strict", action="store_true", help="fail where one is not looked up")
    asked = parser.parse_args(arguments)
    answer = ask(asked.service)
    if isinstance(answer, str):
        print(f"NOTHING WAS CHECKED: {answer}")
        return NOT_LOOKED_UP if asked.strict else NOTHING_KNOWN
    print(told(answer))
    return exit_code(answer, strict=asked.strict)


if __name__ == "__main__":
    sys.exit(main())
