"""Files that a test drops into a folder of the house; the house itself has none of them."""
