"""Paper and pictures: typst, in a process of its own for each page or chart."""
