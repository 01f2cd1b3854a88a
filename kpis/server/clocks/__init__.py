"""What the server does by the clock: publish what is due, send mails."""
