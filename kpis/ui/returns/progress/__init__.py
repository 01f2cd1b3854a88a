"""What the pages of the collection show: progress of a quarter's returns, and data quality."""
