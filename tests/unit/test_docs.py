"""The pages tell the truth: every setting, command, link, file and example in them exists."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import typer
import yaml

from bot import rulebook
from bot.cli.main import app
from bot.rulebook import load_replies
from bot.settings import ROOT, load_settings

OURS = ("*.md", "docs/**/*.md", "data/**/*.md", "models/*.md", "tests/**/*.md", "deploy/**/*.md")
PAGES = sorted({page for pattern in OURS for page in ROOT.glob(pattern)})
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")

SETTING = re.compile(r"ZHIYIN_[A-Z0-9_]*[A-Z0-9]_?")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
PLACE = re.compile(r"(?:bot|actions|data|docs|tests|scripts|models|deploy|\.ci)/[\w./-]*\*{0,2}")


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


@cache
def settings_in(*folders: str) -> set[str]:
    """The ZHIYIN_ variables that the code of these folders names; `ZHIYIN_KEK_` for a family."""
    files = [file for folder in folders for file in (ROOT / folder).rglob("*.py")]
    return {name for file in files for name in SETTING.findall(read(file))}


def links(text: str) -> list[str]:
    """Targets of links and images within the repository, outside of code."""
    return [
        target for target in LINK.findall(FENCED.sub("", text)) if not re.match(r"[a-z]+:", target)
    ]


@cache
def headings(text: str) -> set[str]:
    """The anchors that a code host makes of a page's headings."""
    found = re.findall(r"^#{1,6} (.+)$", FENCED.sub("", text), re.MULTILINE)
    bare = [re.sub(r"[^\w\- ]", "", heading.strip().lower()) for heading in found]
    return {heading.replace(" ", "-") for heading in bare}


@cache
def commands() -> dict[str, set[str]]:
    """The `zhiyin` commands, each with its subcommands."""
    root = typer.main.get_command(app)
    return {
        name: set(getattr(command, "commands", ()))
        for name, command in getattr(root, "commands", {}).items()
    }


def spoken(text: str) -> Iterator[tuple[str, str]]:
    """The `zhiyin …` calls in code spans and blocks: first and second word."""
    code = [block for _, block in FENCED.findall(text)]
    code += SPAN.findall(FENCED.sub("", text))
    for one in code:
        yield from re.findall(r"(?:^|[\s/])zhiyin ([a-z]+)(?: ([a-z]+))?", one)


@pytest.mark.parametrize("name", sorted(settings_in("bot", "actions")))
def test_a_setting_of_the_code_stands_in_operations(name: str) -> None:
    assert re.search(rf"`{name}[0-9]*`", OPERATIONS), f"docs/operations.md does not tell of {name}"


@pytest.mark.parametrize("name", sorted(n for n in settings_in("tests") if "_TEST_" in n))
def test_a_setting_of_the_tests_stands_in_testing(name: str) -> None:
    assert f"`{name}`" in read(ROOT / "docs" / "testing.md")


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_page_names_no_setting_that_is_not_there(page: Path) -> None:
    known = settings_in("bot", "actions", "tests")
    told = {re.sub(r"_[0-9]+$", "_", name) for name in SETTING.findall(read(page))}
    assert told <= known, sorted(told - known)


@pytest.mark.parametrize("command", sorted(commands()))
def test_a_command_stands_in_operations_or_readme(command: str) -> None:
    told = set(spoken(OPERATIONS)) | set(spoken(README))
    for subcommand in commands()[command] or {""}:
        assert any(
            first == command and (not subcommand or second == subcommand) for first, second in told
        ), f"zhiyin {command} {subcommand}".strip()


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_page_names_no_command_that_is_not_there(page: Path) -> None:
    known = commands()
    for first, second in spoken(read(page)):
        assert first in known, f"zhiyin {first}"
        if known[first]:
            assert second in known[first], f"zhiyin {first} {second}"


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_page_names_no_make_target_that_is_not_there(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", read(ROOT / "Makefile"), re.MULTILINE))
    text = read(page)
    code = "\n".join([block for _, block in FENCED.findall(text)] + SPAN.findall(text))
    told = set(re.findall(r"^make ([a-z-]+)", code, re.MULTILINE))
    assert told <= targets, sorted(told - targets)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_link_leads_somewhere(page: Path) -> None:
    for link in links(read(page)):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{named(page)} links to {link}, which is not there"
        if anchor and target.suffix == ".md":
            assert anchor in headings(read(target)), f"{named(page)}: no heading for {link}"


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_file_that_a_page_names_is_there(page: Path) -> None:
    for span in SPAN.findall(FENCED.sub("", read(page))):
        if PLACE.fullmatch(span) and not _made_by_running(span):
            assert any(ROOT.glob(span.rstrip("/"))), f"{named(page)} names {span}"


def _made_by_running(name: str) -> bool:
    """Whether git leaves the file out: it is there only after a run or a training."""
    if name == "models/current.json":
        return True
    asked = subprocess.run(["git", "check-ignore", "-q", name], cwd=ROOT, check=False)
    return asked.returncode == 0


def test_every_page_stands_in_the_index() -> None:
    index = ROOT / "docs" / "README.md"
    listed = {(index.parent / link.partition("#")[0]).resolve() for link in links(read(index))}
    pages = {page for page in (ROOT / "docs").glob("*.md") if page != index}
    assert pages <= listed, sorted(map(named, pages - listed))


def test_both_readmes_lead_to_the_same_places() -> None:
    """The Chinese one leads to the Chinese page for compliance as well."""
    other = {"README.md", "README.zh.md", "docs/compliance.zh.md"}
    english = set(links(README)) - other
    chinese = set(links(read(ROOT / "README.zh.md"))) - other
    assert english == chinese
    assert any(link.endswith(".png") for link in english)


def test_both_readmes_give_the_same_commands() -> None:
    first = [FENCED.findall(read(ROOT / name))[0][1] for name in ("README.md", "README.zh.md")]
    bare = [re.findall(r"^\S+ \S+", block, re.MULTILINE) for block in first]
    assert bare[0] == bare[1] == ["make run", "make test"]


def test_both_languages_have_the_same_replies() -> None:
    folder = ROOT / "data" / "replies"
    names = {
        language: set(yaml.safe_load(read(folder / f"{language}.yml"))["responses"])
        for language in ("zh", "en")
    }
    assert names["zh"] == names["en"]
    assert set(load_replies(folder).names()) == names["zh"]


@pytest.mark.parametrize(
    ("file", "variable", "ident"),
    [
        ("questionnaire.yml", "ZHIYIN_QUESTIONNAIRE", "social_investing"),
        ("products.yml", "ZHIYIN_PRODUCTS", "green_bond_fund"),
    ],
)
def test_an_example_of_extending_can_be_pasted_in(
    tmp_path: Path, file: str, variable: str, ident: str
) -> None:
    blocks = [block for kind, block in FENCED.findall(read(ROOT / "docs" / "extending.md")) if kind]
    (example,) = [block for block in blocks if f"id: {ident}" in block]
    changed = tmp_path / file
    changed.write_text(f"{read(ROOT / 'data' / file).rstrip()}\n{example}", encoding="utf-8")
    rules = rulebook.load(load_settings({variable: str(changed)}))
    known = {question.id for question in rules.questionnaire.questions}
    known |= {product.id for product in rules.products.products}
    assert ident in known


def test_every_page_has_readers_in_mind() -> None:
    """One title, no leftover of the work on it, no emoji."""
    for page in PAGES:
        text = read(page)
        assert len(re.findall(r"^# ", FENCED.sub("", text), re.MULTILINE)) == 1, named(page)
        assert not re.search(r"\b(?:TODO|TBD|FIXME|Lorem)\b", text), named(page)
        assert not re.search("[\U0001f300-\U0001faff]", text), named(page)
