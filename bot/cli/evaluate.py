"""`zhiyin evaluate`: how well the assistant understands texts that it was never trained on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.output import CommandFailed, JsonFlag, console, print_json
from bot.cli.train import child_environment, model_state
from bot.settings import Settings, load_settings

if TYPE_CHECKING:
    from bot.evaluation.cases import Cases
    from bot.evaluation.stock import Stock
    from bot.evaluation.subjects import Understood, Zhiyin


def evaluate(
    data: Annotated[
        Path | None, typer.Option(help="Folder with the held-out sets (default: tests/heldout).")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the report (default: evaluation in the home).")
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="One text in eight, half a minute.")
    ] = False,
    stock: Annotated[
        bool | None,
        typer.Option(
            "--stock/--no-stock",
            help="Compare with Rasa's stock pipeline, trained on the same examples (default: where "
            "it is trained already; training takes hours).",
        ),
    ] = None,
    stock_epochs: Annotated[
        int,
        typer.Option(min=1, help="How often it goes through the examples (Rasa's default: 100)."),
    ] = 100,
    noisy: Annotated[
        int, typer.Option(min=1, help="Spoil one text in so many with each kind of noise.")
    ] = 4,
    seed: Annotated[int, typer.Option(help="Seed of the noise.")] = 0,
    mistakes: Annotated[
        bool, typer.Option("--mistakes", help="Put the misread texts into the report.")
    ] = False,
    json_: JsonFlag = False,
) -> None:
    """Measure intents, scope, values and free answers on held-out texts, clean and with noise.

    Writes report.json and report.html. Whoever works on the training data should not look at
    the misread texts: measure with them, and learn from the kinds of mistakes.
    """
    settings = load_settings()

    def say(line: str) -> None:
        if not json_:
            console().print(line, markup=False)

    subject, cases = _subject(settings), _cases(data or settings.root / "tests/heldout", quick)
    few = cases if quick else cases.every(noisy)
    figures = _measure(
        settings, cases, few, subject, say, seed=seed, quick=quick, mistakes=mistakes
    )
    theirs = _stock_of(settings, stock_epochs, say)
    if theirs.trained if stock is None else stock:
        figures["stock"] = _stock(theirs, cases, few, subject, seed=seed)
    folder = out or settings.home / "evaluation"
    _write(folder, figures)
    if json_:
        print_json(figures)
    else:
        _print(figures)
        say(f"\n{folder / 'report.html'}")


def _subject(settings: Settings) -> Zhiyin:
    from bot.engine.parse import NoModel, Parser
    from bot.evaluation.subjects import Zhiyin
    from bot.rulebook import load

    try:
        return Zhiyin(Parser(settings), load(settings).questionnaire)
    except NoModel as error:
        raise CommandFailed(str(error)) from None


def _cases(folder: Path, quick: bool) -> Cases:
    from bot.evaluation.cases import CasesUnusable, load

    try:
        return load(folder, quick=quick)
    except CasesUnusable as error:
        raise CommandFailed(str(error)) from None


def _measure(
    settings: Settings,
    cases: Cases,
    few: Cases,
    subject: Zhiyin,
    say: Any,
    *,
    seed: int,
    quick: bool,
    mistakes: bool,
) -> dict[str, Any]:
    from bot.evaluation import measuring, targets
    from bot.evaluation.examples import trained_on

    seen = measuring.Mistakes() if mistakes else None

    def read(texts: Sequence[str]) -> list[Understood]:
        return [subject.understand(text) for text in texts]

    state = model_state(settings)
    if not state.current:
        say("The model is older than the training data; the figures are of the model.")
    say(f"Reading {len(cases.intents)} messages, clean and with noise …")
    figures: dict[str, Any] = {
        "at": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "quick": quick,
        "seed": seed,
        "model": {
            "fingerprint": state.fingerprint,
            "current": state.current,
            "intents": len(subject.intents),
        },
        "texts": {
            "intents": len(cases.intents),
            "values": len(cases.values),
            "options": len(cases.options),
            "spoilt": len(few.intents),
        },
        "intents": measuring.intents(
            cases,
            read,
            subject.intents,
            trained=trained_on(settings.root / "data/nlu"),
            mistakes=seen,
        ),
        "noise": measuring.intents_with_noise(few, read, subject.intents, seed=seed),
    }
    say(f"Reading {len(cases.values)} texts with values and {len(cases.options)} free answers …")
    figures["values"] = measuring.values(cases, subject, few=few, seed=seed, mistakes=seen)
    figures["options"] = measuring.options(cases, subject, few=few, seed=seed, mistakes=seen)
    figures["targets"] = targets.compare(figures)
    if seen is not None:
        figures["mistakes"] = seen.rows
    return figures


def _stock_of(settings: Settings, epochs: int, say: Any) -> Stock:
    from bot.evaluation.stock import Stock

    return Stock(
        settings.root / "data/nlu",
        settings.models_path / ".cache",
        environment=child_environment(),
        epochs=epochs,
        say=say,
    )


def _stock(
    theirs: Stock, cases: Cases, few: Cases, subject: Zhiyin, *, seed: int
) -> dict[str, Any]:
    """The same figures for the stock pipeline, as far as it has any."""
    from bot.evaluation import measuring
    from bot.evaluation.stock import StockFailed

    ask, known = theirs.understand_all, subject.intents
    try:
        return {
            "intents": measuring.intents(cases, ask, known),
            "noise": measuring.intents_with_noise(few, ask, known, seed=seed),
            "epochs": theirs.epochs,
            "fingerprint": theirs.fingerprint,
        }
    except StockFailed as error:
        raise CommandFailed(str(error)) from None


def _write(folder: Path, figures: dict[str, Any]) -> None:
    from bot.evaluation.report import page

    folder.mkdir(parents=True, exist_ok=True)
    document = json.dumps(figures, ensure_ascii=False, indent=1) + "\n"
    (folder / "report.json").write_text(document, encoding="utf-8")
    (folder / "report.html").write_text(page(figures), encoding="utf-8")


def _print(figures: dict[str, Any]) -> None:
    from rich.table import Table

    table = Table("", "language", "figure", "target", "")
    for row in figures["targets"]:
        figure = "–" if row["figure"] is None else f"{row['figure']:g}"
        if row["name"].startswith("points lost") and row["met"]:
            continue
        mark = "met" if row["met"] else "not met"
        table.add_row(row["name"], row["language"], figure, row["target"], mark)
    console().print(table)
    stock = figures.get("stock", {})
    for language, theirs in stock.get("intents", {}).items():
        scope = theirs["scope"]
        console().print(
            f"stock Rasa ({stock['epochs']} epochs), {language}: "
            f"intents {theirs['accuracy']['percent']} %, foreign sent away "
            f"{scope['recall']['percent']} %, near {scope['near']['percent']} %, good sent away "
            f"{scope['rejected_wrongly']['percent']} %",
            markup=False,
        )
