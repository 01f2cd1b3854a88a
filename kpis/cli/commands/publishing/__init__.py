"""Commands by which figures leave the building."""
