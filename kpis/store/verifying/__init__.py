"""A store looked through: its kept files, its rows against each other, its journal. Only read."""
