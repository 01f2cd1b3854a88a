"""`kpis serve`: the dashboard, on this machine unless told otherwise."""

import argparse
import os
import subprocess
import sys

from kpis.cli import ROOT
from kpis.errors import UsageError


def serve(arguments: argparse.Namespace) -> int:
    """Run the dashboard until it is stopped; a new store is made as it starts."""
    app = ROOT / "app.py"
    if not app.is_file():
        raise UsageError(f"There is no dashboard at {app}: run kpis from its own checkout.")
    command = [
        sys.executable,
        "-m",
        "kpis.ui.server",
        f"--server.port={arguments.port}",
        f"--server.address={arguments.address}",
        f"--server.headless={'true' if arguments.no_browser else 'false'}",
    ]
    environment = os.environ | {
        "KPIS_STORE": str(arguments.store.resolve()),
        "KPIS_PLAN": str(arguments.plan.resolve()),
    }
    if os.name == "posix":
        # The server takes this process's place, so that stopping the command stops the server.
        os.chdir(ROOT)
        os.execvpe(command[0], command, environment)
    return subprocess.call(command, env=environment, cwd=ROOT)
