"""What is written into the copy of a return that is handed back with its faulty cells marked."""

# The codes of what is said of comments, of one and of many.
OF_COMMENTS = ("comment-on-cell", "more-comments")
AUTHOR = "Check of the return"  # of its comments, by which they are known when it is sent in again
