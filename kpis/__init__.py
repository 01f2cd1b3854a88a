"""Performance management for a council's strategic plan. See README.md."""

# The one place of the version: pyproject.toml reads it here, CHANGELOG.md is held to it by a test.
# The installed package's metadata say it as well, but finding them takes longer than Python takes
# to start, and in a checkout they are as old as the last installation.
__version__ = "0.2.0"
