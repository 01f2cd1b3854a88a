"""The common acts on a plan, each as values in and changed files out."""
