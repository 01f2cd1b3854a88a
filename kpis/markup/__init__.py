"""What the dashboard's pages and whatever leaves the building as HTML are written with alike."""
