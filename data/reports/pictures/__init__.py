"""The parts of the picture: what stands where, and how it is painted."""
