"""What is told of the running server to those who look after it.

`requests` and `reruns` give each request, and each time a page is drawn, the id by which it is
found in the log. `alive` and `monitors` answer programs that watch; `gathered` is what is asked of
the store for them. `stopping` gives visits a moment.
"""
