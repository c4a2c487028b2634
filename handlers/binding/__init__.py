"""Binding chats: by an operator, by a one-time code, and the end of it; who sits where."""
