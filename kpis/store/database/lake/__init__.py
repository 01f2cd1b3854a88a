"""A store that several machines use at once: a DuckLake, its catalogue in Postgres."""
