"""What a plan's measures are called, and what else people write for it."""
