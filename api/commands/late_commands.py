"""A group of commands some of which are made late: what is installed is looked at only when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperGroup


class LateCommands(TyperGroup):
    """Makes what `late` gives when its list is asked for, or a command that it does not know otherwise.

    `made` is called with each command that was made late.
    """

    made: Callable[[Any], None] | None = None
    _complete = False

    def late(self) -> typer.Typer:
        """The commands that are made late."""
        raise NotImplementedError  # each group of late commands says which

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of all commands, those last that were made late."""
        self._make()
        return super().list_commands(ctx)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of the name, if there is one."""
        if cmd_name not in self.commands:
            self._make()
        return super().get_command(ctx, cmd_name)

    def _make(self) -> None:
        if self._complete:
            return
        group: Any = typer.main.get_group(self.late())
        for name, command in group.commands.items():
            if self.made is not None:
                self.made(command)
            self.add_command(command, name)
        self._complete = True
