"""`zhiyin illustration`: the mixes that clients are shown, computed from the assumptions."""

from __future__ import annotations

import typer

from bot.cli.output import JsonFlag, console, print_json
from bot.settings import load_settings

app = typer.Typer(help="The illustrative mixes and what they assume.", no_args_is_help=True)


@app.command()
def compute(json_: JsonFlag = False) -> None:
    """Compute the mix of every category from the assumptions and write it beside them."""
    from bot.rulebook.assumptions import read_assumptions, write_mixes
    from bot.suitability.optimising import compute as optimise

    settings = load_settings()
    path = settings.assumptions_path
    schema = settings.root / "data" / "schemas" / "assumptions.schema.json"
    assumptions, document = read_assumptions(path, schema)
    mixes = optimise(assumptions)
    written = write_mixes(path, assumptions.with_mixes(mixes), document.digest(), mixes)
    if json_:
        print_json({"written": str(written), "mixes": mixes})
        return
    out = console()
    for name, weights in mixes.items():
        parts = ", ".join(f"{key} {value}%" for key, value in weights.items())
        mean, sd = assumptions.mean(weights), assumptions.deviation(weights)
        out.print(f"{name:<8} mean {mean:>4.1f}  sd {sd:>4.1f}   {parts}", markup=False)
    out.print(f"written to {written}; a restart takes it up", markup=False)


@app.command()
def show(
    category: str = typer.Argument(..., help="C1 to C5, or minimum."),
    amount: float = typer.Option(10_000, "--amount", min=1, help="The sum, in major units."),
    years: int = typer.Option(10, "--years", min=1, max=60, help="For how long."),
    goal: float | None = typer.Option(None, "--goal", min=1, help="What it should become."),
    json_: JsonFlag = False,
) -> None:
    """Show what is assumed to become of a sum in the mix of a category."""
    from dataclasses import asdict

    from bot import rulebook
    from bot.suitability.assumptions import NAMES
    from bot.suitability.outlook import look_ahead

    if category not in NAMES:
        raise typer.BadParameter(f"use one of {', '.join(NAMES)}")
    assumptions = rulebook.load(load_settings()).assumptions
    years = min(years, assumptions.simulation.longest)
    weights = assumptions.mixes[category]
    found = look_ahead(assumptions, weights, amount=amount, years=years, goal=goal)
    if json_:
        print_json({"category": category, "weights": dict(weights), **asdict(found)})
        return
    out = console()
    out.print(", ".join(f"{key} {value}%" for key, value in weights.items()), markup=False)
    out.print("year        5%         25%         50%         75%         95%")
    for row in found.path:
        out.print(f"{row.year:>4}" + "".join(f"{value:>12,.0f}" for value in row.values))
    out.print(
        f"worst year: middle {found.worst_year:.1f}%, one path in twenty {found.bad_year:.1f}%",
        markup=False,
    )
    if found.chance is not None:
        out.print(f"goal reached in {found.chance:.0f}% of the paths", markup=False)
