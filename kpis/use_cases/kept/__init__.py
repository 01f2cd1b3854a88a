"""Files as they were given: those the store keeps, and the one that was opened last."""
