"""Paper: the runner, the documents, and who may have them."""
