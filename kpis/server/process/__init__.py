"""What the server's process as a whole is set to: how many files it may have open, and when it
looks for what nobody needs any more."""
