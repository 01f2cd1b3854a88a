"""What an example of each kind of issue is made of, beside its place and its measure."""
