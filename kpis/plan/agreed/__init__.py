"""Aims that are proposed, agreed, and changed after that."""
