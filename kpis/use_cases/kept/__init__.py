"""The files that were submitted, as the store keeps them."""
