"""publication.toml, the files it names, and when the next figures are published."""
