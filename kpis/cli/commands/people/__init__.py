"""Commands on people: who may do what, and who did what."""
