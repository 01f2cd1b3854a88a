"""Units that returns say, beside those of the measures."""
