"""`python -m kpis` is the `kpis` command."""

import sys

from kpis.cli import program

if __name__ == "__main__":
    sys.exit(program())
