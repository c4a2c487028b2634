"""What lies behind a summary: the assignments of each figure, the units, and the files made of it."""
