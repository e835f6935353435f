"""A week lived in the demonstration, and how many messages each person got."""
