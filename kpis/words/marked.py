"""What is written into the copy of a return that is handed back with its faulty cells marked."""

OF_COMMENTS = "comment-on-cell"  # the code of what is said of a comment
AUTHOR = "Check of the return"  # of its comments, by which they are known when it is sent in again
