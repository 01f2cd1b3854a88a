"""Who the store knows, which roles they were given, and whether the audit of it all holds."""
