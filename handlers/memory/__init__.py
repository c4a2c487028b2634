"""What was said lately: what a follow-up continues, and what a button stands for; kept in the database."""
