"""Points of control charts: where they stand, and the shape each kind has."""
