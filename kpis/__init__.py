"""Performance management for a council's strategic plan. See README.md."""
