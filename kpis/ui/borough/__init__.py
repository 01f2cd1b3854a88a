"""The page on the borough itself: what the plan says of it, beside official figures."""
