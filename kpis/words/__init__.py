"""Words that readers see, for every room that writes sentences."""
