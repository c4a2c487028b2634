"""What is said unasked: nudges and summaries, and their delivery."""
