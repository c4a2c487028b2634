"""The command line: which commands there are, and what a failure looks like.

A command's module is imported only when that command runs, so that `duban ask` does not wait for the
Telegram library, Alembic or the document readers.
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper

import typer

from data.errors import DubanError

COMMANDS = {
    "run": "run",
    "scheduler": "scheduler",
    "chat": "chat",
    "demo": "demo",
    "ask": "ask",
    "import": "import_plan",
    "export": "export",
    "deadline": "deadline",
    "period": "period",
    "nudges": "nudges",
    "summary": "summary",
    "backup": "backup",
    "restore": "restore",
    "doctor": "doctor",
}
"""Each command's name and its module in bot/commands, in the order of the help page."""


def build(arguments: Sequence[str]) -> typer.Typer:
    """Build the command line that `arguments` need: the one command that they name, or all for the help."""
    named = [name for name in arguments[:1] if name in COMMANDS]
    app = typer.Typer(
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(help="Duban (督办): keeps a government office's assigned tasks from being forgotten.")(_root)
    for name in named or COMMANDS:
        app.command(name)(import_module(f"bot.commands.{COMMANDS[name]}").command)
    return app


def main() -> None:
    """Run the command line; an error that a person must mend is one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        build(sys.argv[1:])(prog_name="duban")
    except DubanError as error:
        typer.echo(str(error), err=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)


def _root() -> None:
    """Hold the commands together, so that one alone is still named."""
