"""`python -m bot` is the same as `duban`."""

import gc

COLLECT_AFTER = 50_000
"""So many objects are made before circles are looked for: importing makes many, and keeps them."""


def spare_collector() -> None:
    """Let the collector leave alone, mostly, what stays until the end: modules and vocabularies."""
    gc.set_threshold(COLLECT_AFTER, 20, 50)


def main() -> None:
    """Run the command line; at the end nothing is looked through any more."""
    spare_collector()
    # Imported here: the collector is to be set before anything large is loaded.
    from bot.cli import main as run

    try:
        run()
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()
