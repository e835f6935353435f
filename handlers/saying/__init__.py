"""How people say what the commands do, one file a subject. The notation: docs/entender.md."""
