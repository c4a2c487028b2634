"""What is said back: questions understood, answered and acted on."""
