"""What the page of a survey shows: its facts, its questions, its waves, its groups."""
