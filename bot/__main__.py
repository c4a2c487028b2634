"""`python -m bot` is the same as `duban`."""

import gc

COLLECT_AFTER = 50_000
"""So many objects are made before circles are looked for: importing makes many, and keeps them."""


def main() -> None:
    """Run the command line, with a collector that does not look through what stays until the end."""
    gc.set_threshold(COLLECT_AFTER, 20, 50)
    # Imported here: the collector is to be set before anything large is loaded.
    from bot.cli import main as run

    try:
        run()
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()
