"""formcheck itself: `formcheck limits`, `formcheck doctor` and `formcheck models`."""

from __future__ import annotations

import typer

from formcheck import flags
from formcheck.commands.ending import FAULT
from formcheck.errors import UsageError

models_app = typer.Typer(rich_markup_mode=None, invoke_without_command=True)


def limits(config: flags.Config = None, load: flags.Loaded = None) -> None:
    """Print every limit and where it comes from."""
    from formcheck.config import chosen_limits
    from formcheck.listing import hold_limits, limits_table
    from formcheck.screen import show

    chosen = chosen_limits(config, load)
    show(limits_table(chosen), "", hold_limits(chosen))


def doctor() -> None:
    """See whether everything is there that is needed.

    The exit code is 1 where something is missing that checking a video needs.
    """
    from formcheck.doctor import examine
    from formcheck.listing import checks_table
    from formcheck.screen import show

    checks = examine()
    show(checks_table(checks))
    if not all(check.good for check in checks if check.needed):
        raise typer.Exit(FAULT)


@models_app.callback()
def models(context: typer.Context) -> None:
    """List the pose models, or get one."""
    if context.invoked_subcommand is None:
        from formcheck.detectors.catalogue import model_table
        from formcheck.listing import hashes, models_table
        from formcheck.screen import show

        states = model_table()
        show(models_table(states), "", hashes(states))


@models_app.command("get")
def models_get(name: flags.ModelName) -> None:
    """Fetch a model's weights with npm and verify them.

    No other command uses a network.
    """
    from formcheck.detectors.fetch import get_model
    from formcheck.detectors.weights import models

    full = name if name in models() else f"blazepose-{name}"
    if full not in models():
        raise UsageError(f"there is no model {name}: choose from {', '.join(models())}")
    typer.echo(f"{full} is ready: {get_model(full)}")
