"""A subject of the tests' own, dropped into the folders of a copy of the project."""
