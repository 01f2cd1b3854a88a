"""Pages about the plan itself."""
