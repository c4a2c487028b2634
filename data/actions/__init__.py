"""What people record: each change of an assignment with its row of history, the rights being the caller's."""
