"""The world outside: the command line, Telegram, the terminal, configuration."""
