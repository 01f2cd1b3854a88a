"""Mails: how a house sends them, what one looks like, and the way to a mail server or a folder."""
