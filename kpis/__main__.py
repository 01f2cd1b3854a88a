"""`python -m kpis` is the `kpis` command."""

import sys

from kpis.cli import main

if __name__ == "__main__":
    sys.exit(main())
