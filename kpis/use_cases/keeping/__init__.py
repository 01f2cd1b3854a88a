"""What keeps a store for decades: backups of it, stores made of them, and a look for damage."""
