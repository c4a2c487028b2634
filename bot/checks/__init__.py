"""What `duban doctor` looks at, one file for each thing that may be wrong."""
