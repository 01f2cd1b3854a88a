"""The plans that follow each other, and which of them is in force when.

`siblings.py` finds the plans after a plan, `chain.py` holds those that were agreed, and
`stories.py` tells what became of a measure that one of them does not have.
"""
