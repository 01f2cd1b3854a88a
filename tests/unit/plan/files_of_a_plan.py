"""The files of the fictional plan that tests spoil."""

BINS = "measures/bins_on_time.toml"
DAYS = "measures/planning_days.toml"
HOMES = "measures/warm_homes.toml"
POOL = "measures/pool_occupancy.toml"
FROGS = "measures/frogs.toml"
GLAD = "measures/glad_to_live_here.toml"
