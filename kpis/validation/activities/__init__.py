"""Check the activities of a return: their rows are understood, and what is wrong is told."""
