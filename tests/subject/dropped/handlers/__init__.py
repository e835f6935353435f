"""The file of handlers of the dropped subject."""
