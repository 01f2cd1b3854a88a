"""A store moved to another address: from a file to a lake, and back."""
