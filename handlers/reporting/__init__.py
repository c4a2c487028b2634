"""What people report, decide and ask for: from words, buttons and commands to changes, with who is told."""
