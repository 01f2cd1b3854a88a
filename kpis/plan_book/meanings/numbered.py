"""What the keys mean that every numbered entry has."""

NUMBERED = {"number": "its place, from 1 without gaps", "title": "what it is called"}
