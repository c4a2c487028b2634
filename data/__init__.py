"""What is known: plans, units, dates, chats, and the database that keeps them."""
