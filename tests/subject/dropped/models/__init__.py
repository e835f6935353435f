"""The file of models of the dropped subject."""
