"""The parts of an official document: what it says, and the page layout of GB/T 9704-2012."""
