"""Who has which role, and who did what."""
