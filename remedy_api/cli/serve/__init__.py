"""The command that runs both doors."""

from remedy_api.cli.serve.command import arguments, run

__all__ = ["arguments", "run"]
