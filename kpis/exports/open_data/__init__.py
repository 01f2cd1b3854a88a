"""Open data as files: tables as CSV and Parquet, and what machines and people are told of them."""
