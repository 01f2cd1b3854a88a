"""Next year's plan: made of this year's, and agreed."""
