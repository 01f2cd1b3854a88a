"""What a measure takes from elsewhere in its plan, put into its table before rules look at it."""
