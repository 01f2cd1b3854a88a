"""The words for a release before it is published, and for what it would change."""
