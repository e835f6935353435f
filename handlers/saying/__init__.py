"""Ways of saying the commands, one file a subject. The notation: docs/entender.md."""
