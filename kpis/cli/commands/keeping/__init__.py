"""Commands that keep a store: backup, restore, verify."""
