"""Who gets mails of releases, at which address, and what became of each mail."""
