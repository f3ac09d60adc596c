"""formcheck itself: `formcheck limits`, `formcheck doctor` and `formcheck models`."""

from __future__ import annotations

import typer

from formcheck.cli import flags
from formcheck.cli.exit_codes import FAULT
from formcheck.core.errors import UsageError

models_app = typer.Typer(rich_markup_mode=None, invoke_without_command=True)


def limits(config: flags.Config = None, load: flags.Loaded = None) -> None:
    """Print every limit and where it comes from."""
    from formcheck.cli.tables import hold_limits, limits_table
    from formcheck.jobs.config import chosen_limits
    from formcheck.system.console import show

    chosen = chosen_limits(config, load)
    show(limits_table(chosen), "", hold_limits(chosen))


def doctor() -> None:
    """See whether everything is there that is needed.

    The exit code is 1 where something is missing that checking a video needs.
    """
    from formcheck.cli.doctor import examine
    from formcheck.cli.tables import checks_table
    from formcheck.system.console import show

    checks = examine()
    show(checks_table(checks))
    if not all(check.good for check in checks if check.needed):
        raise typer.Exit(FAULT)


@models_app.callback()
def models(context: typer.Context) -> None:
    """List the pose models, or get one."""
    if context.invoked_subcommand is None:
        from formcheck.cli.tables import hashes, models_table
        from formcheck.detectors.weights.catalogue import model_table
        from formcheck.system.console import show

        states = model_table()
        show(models_table(states), "", hashes(states))


@models_app.command("get")
def models_get(name: flags.ModelName) -> None:
    """Fetch a model's weights with npm and verify them.

    No other command uses a network.
    """
    from formcheck.detectors.weights.fetch import get_model
    from formcheck.detectors.weights.manifest import models

    full = name if name in models() else f"blazepose-{name}"
    if full not in models():
        raise UsageError(f"there is no model {name}: choose from {', '.join(models())}")
    typer.echo(f"{full} is ready: {get_model(full)}")
