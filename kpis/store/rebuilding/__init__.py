"""A store made again from its journal and its kept files, and held against its database."""
