"""What is dropped: one file of models, one of handlers."""
