"""`python -m bot` is the same as `duban`."""

from bot.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
