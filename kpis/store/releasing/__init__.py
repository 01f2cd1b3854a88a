"""Releases, and what comes before them: preparation, review, and what waits for its time."""
