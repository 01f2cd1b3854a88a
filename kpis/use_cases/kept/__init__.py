"""What is kept from one question to the next, and which figures of a store are wanted at all."""
