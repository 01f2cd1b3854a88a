"""borough.toml and what the plan's other files say in its documents' own words."""
