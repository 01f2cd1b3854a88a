"""What a plan's files say of ratings, and what must hold there: rules, and the aims they take."""
