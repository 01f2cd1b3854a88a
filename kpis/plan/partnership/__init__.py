"""partnership.toml: its rules (`rules.py`), what is made of it (`load.py`), and what a board's
business is (`boards.py`)."""
