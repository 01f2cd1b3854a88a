"""What the store knows of the senders of returns: their layouts and their answers."""
