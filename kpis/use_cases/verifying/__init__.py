"""Whether a store is whole: what it holds against the files, the journal and itself."""
