"""`zhiyin bench`: turns beside a stock Rasa's, and what sealing costs, measured in one run."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.bench import measures, sealing, stock
from bot.cli.bench.running import ours
from bot.cli.output import JsonFlag, console, print_json
from bot.cli.train import ensure_model
from bot.settings import Settings, load_settings


def bench(
    turns: Annotated[
        int, typer.Option(min=10, max=2000, help="Turns to measure on each side.")
    ] = 60,
    clients: Annotated[
        int, typer.Option(min=100, max=1_000_000, help="Clients whose keys are rotated.")
    ] = 1000,
    training: Annotated[
        bool, typer.Option(help="Measure our training too (a minute or two).")
    ] = True,
    rasa: Annotated[bool, typer.Option(help="Measure beside a stock Rasa.")] = True,
    seal: Annotated[
        bool,
        typer.Option("--sealing/--no-sealing", help="Measure what sealing and rotations cost."),
    ] = True,
    suit: Annotated[
        bool,
        typer.Option("--suitability/--no-suitability", help="Measure assessment and matching."),
    ] = True,
    pairs: Annotated[
        int,
        typer.Option(
            min=100, max=10_000_000, help="Clients and catalogues searched for one above the level."
        ),
    ] = 20_000,
    talkers: Annotated[
        int, typer.Option(min=0, max=5000, help="Clients who talk at once; 0 leaves it out.")
    ] = 0,
    minutes: Annotated[float, typer.Option(min=0.1, max=1440, help="How long they talk.")] = 5,
    pause: Annotated[
        float,
        typer.Option(min=0, max=600, help="Seconds they read before they write."),
    ] = 30,
    json_: JsonFlag = False,
) -> None:
    """Measure turns, start-up, memory and training beside a stock Rasa, what sealing costs, and how
    long assessing and matching take.

    Starts installations of its own in temporary folders; the data of this one are not touched.
    """
    settings = load_settings()

    def say(line: str) -> None:
        if not json_:
            console().print(line, markup=False)

    if rasa or seal or talkers:
        ensure_model(settings, say)
    result: dict[str, Any] = {"turns": turns}
    if rasa:
        result |= _beside_rasa(settings, turns, training, say)
    if seal:
        result["sealing"] = _sealing(turns, clients, say)
    if suit:
        from bot import rulebook

        book = rulebook.load(settings)
        from bot.cli.bench import suitability

        result["suitability"] = suitability.measure(book, pairs, turns, say)
    if talkers:
        from bot.cli.bench import load

        result["load"] = load.measure(talkers, minutes, pause, say)
    print_json(result) if json_ else _print(result)


def _beside_rasa(
    settings: Settings, turns: int, training: bool, say: sealing.Say
) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="zhiyin-bench-") as folder:
        place = Path(folder)
        say("Training the stock project …")
        project = stock.make_project(place / "stock")
        theirs: dict[str, Any] = {"training_seconds": stock.train(project, place)}
        zhiyin: dict[str, Any] = {}
        if training:
            say("Training ours, from nothing …")
            zhiyin["training_seconds"] = stock.train(settings.root, place)
        say("Starting both …")
        with stock.running(project, theirs) as ask_stock, ours(place, zhiyin) as ask_ours:
            say(f"Measuring {turns} turns on each side, in turn …")
            times = measures.alternating(turns, ask_ours, ask_stock)
    zhiyin["turn_ms"], theirs["turn_ms"] = (measures.figures(side) for side in times)
    ratio = {p: round(zhiyin["turn_ms"][p] / theirs["turn_ms"][p], 2) for p in ("p50", "p95")}
    return {"zhiyin": zhiyin, "stock_rasa": theirs, "ratio": ratio}


def _sealing(turns: int, clients: int, say: sealing.Say) -> dict[str, Any]:
    say("Sealing and opening cells …")
    with tempfile.TemporaryDirectory(prefix="zhiyin-bench-") as folder:
        cells = sealing.cells(Path(folder))
    turn = sealing.turns(turns, cells, say)
    return {"cells": cells, "turn": turn, "rotation": sealing.rotations(clients, say)}


def _print(result: dict[str, Any]) -> None:
    if "zhiyin" in result:
        _print_beside_rasa(result)
    if "sealing" in result:
        _print_sealing(result["sealing"])
    if "suitability" in result:
        _print_suitability(result["suitability"])
    if "load" in result:
        _print_load(result["load"])


def _print_load(found: dict[str, Any]) -> None:
    from rich.table import Table

    table = Table("", "", title=f"{found['talkers']} clients at once, {found['minutes']:g} minutes")
    table.add_row("turns", f"{found['turns']}, {found['turns_per_second']} a second")
    for name, value in found["turn_ms"].items():
        table.add_row(f"a turn, {name}", f"{value:.0f} ms")
    for name in ("acknowledged", "lost", "doubled"):
        table.add_row(f"messages {name}", str(found[name]))
    errors = ", ".join(f"{count} × {name}" for name, count in found["errors"].items())
    table.add_row("errors", errors or "none")
    for name, megabytes in found["memory_mb"].items():
        table.add_row(f"memory {name}", f"{megabytes} MB")
    console().print(table)


def _print_suitability(found: dict[str, Any]) -> None:
    from rich.table import Table

    above = found["above_level"]
    table = Table("processor time", "p50", "p95", title="Assessing and matching")
    for name, key in (
        ("an assessment", "assessment_ms"),
        (f"matching {found['products']} products", "matching_ms"),
        ("both", "both_ms"),
    ):
        table.add_row(name, f"{found[key]['p50']} ms", f"{found[key]['p95']} ms")
    console().print(table)
    console().print(
        f"memory of a matching {found['matching_peak_kb']} KB; of {above['matched']} products "
        f"matched in {above['pairs']} pairs of client and catalogue, "
        f"{above['above']} above the level",
        markup=False,
    )


def _print_beside_rasa(result: dict[str, Any]) -> None:
    from rich.table import Table

    mine, theirs, ratio = result["zhiyin"], result["stock_rasa"], result["ratio"]
    table = Table("", "Zhiyin", "stock Rasa", "ratio", title=f"{result['turns']} turns, one client")
    for name in ("p50", "p95"):
        table.add_row(
            f"turn {name}", f"{mine['turn_ms'][name]} ms", f"{theirs['turn_ms'][name]} ms",
            f"{ratio[name]}",
        )  # fmt: skip
    for name, key in (("start-up", "start_seconds"), ("training", "training_seconds")):
        table.add_row(name, f"{mine.get(key, '–')} s", f"{theirs[key]} s")
    for name, megabytes in (*mine["memory_mb"].items(), *theirs["memory_mb"].items()):
        side = ("", f"{megabytes} MB") if name == "rasa" else (f"{megabytes} MB", "")
        table.add_row(f"memory {name}", *side)
    console().print(table)


def _print_sealing(found: dict[str, Any]) -> None:
    from rich.table import Table

    cells, turn, rotation = found["cells"], found["turn"], found["rotation"]
    table = Table("", "", title="What sealing costs")
    for name, speed in cells.items():
        if name != "bytes":
            table.add_row(
                f"{name}, cells of {cells['bytes']} bytes sealed",
                f"{speed['sealed_per_second']} a second",
            )
            table.add_row(f"{name}, opened", f"{speed['opened_per_second']} a second")
    more = turn["difference"]
    handled = turn["cells_per_turn"]
    table.add_row("a turn, p50", f"{turn['sealed_ms']['p50']} ms")
    table.add_row("with the identity cipher, p50", f"{turn['identity_ms']['p50']} ms")
    table.add_row(
        "difference, turn by turn", f"{more['percent']} % ({more['from']} to {more['to']})"
    )
    cpu = turn["cpu_ms"]
    table.add_row(
        "processor time of a turn", f"{cpu['sealed']} ms, {cpu['identity']} ms without sealing"
    )
    table.add_row("cells of a turn", f"{handled['sealed']} sealed, {handled['opened']} opened")
    table.add_row("the vault's share of that time", f"{turn['vault_percent']} %")
    size = f"{rotation['clients']} clients, {rotation['cells']} cells"
    table.add_row(f"new key-encryption key, {size}", f"{rotation['key_encryption_key_seconds']} s")
    table.add_row("new data keys, without the waiting", f"{rotation['data_keys_seconds']} s")
    console().print(table)
