"""What the store knows of the senders of returns: their layouts and their answers."""


def plain_name(sender: str) -> str:
    """A sender as it is stored: a blank more makes no other one."""
    return " ".join(sender.split())
