"""The files of the dropped subject: one of models, one of handlers."""
