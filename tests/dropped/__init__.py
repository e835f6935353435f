"""Files that tests drop into a folder of the house; the house itself has none of them."""
