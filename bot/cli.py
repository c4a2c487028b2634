"""The command line: which commands there are, and what a failure looks like.

A command's module is imported only when that command runs, so that `duban ask` does not wait for the
Telegram library, Alembic or the document readers.
"""

import sys
from importlib import import_module

import click
import typer
from typer.core import TyperGroup

from data.errors import DubanError

COMMANDS = {
    "run": "run",
    "chat": "chat",
    "demo": "demo",
    "ask": "ask",
    "import": "import_plan",
    "deadline": "deadline",
    "period": "period",
    "backup": "backup",
    "restore": "restore",
    "doctor": "doctor",
}
"""Each command's name and its module in bot/commands, in the order of the help page."""


class LazyGroup(TyperGroup):
    """A group of commands whose modules are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in their order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of `cmd_name` and return its command; None if there is no such command."""
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        single = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
        single.command(cmd_name)(import_module(f"bot.commands.{module}").command)
        return typer.main.get_command(single)


app = typer.Typer(
    cls=LazyGroup,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(help="Duban (督办): keeps a government office's assigned tasks from being forgotten.")
def root() -> None:
    """Hold the commands together."""


def main() -> None:
    """Run the command line; an error that a person must mend is one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app(prog_name="duban")
    except DubanError as error:
        typer.echo(str(error), err=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
