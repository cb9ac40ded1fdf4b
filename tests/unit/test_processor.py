"""OpenBLAS is told what the processor can do, so that a newer one is not served as an old one."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from bot.processor import NAME, kernels_for, name_kernels

AVX512 = "avx512f avx512bw avx512cd avx512dq avx512vl"


@pytest.mark.parametrize(
    ("flags", "kernels"),
    [
        (f"sse2 fma avx2 {AVX512} amx_tile", "SkylakeX"),
        (f"sse2 avx2 {AVX512}", None),
        ("sse2 fma avx2 avx512f", "Haswell"),
        ("sse2 fma avx2", "Haswell"),
        ("sse2 avx", None),
        ("", None),
    ],
)
def test_kernels_need_no_more_than_the_processor_has(flags: str, kernels: str | None) -> None:
    assert kernels_for(frozenset(flags.split())) == kernels


@pytest.fixture
def _intel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")
    monkeypatch.delenv(NAME, raising=False)


@pytest.mark.usefixtures("_intel")
def test_flags_are_read_of_the_first_processor(tmp_path: Path) -> None:
    cpuinfo = tmp_path / "cpuinfo"
    cpuinfo.write_text("processor\t: 0\nflags\t\t: sse2 fma avx2\n\nflags\t\t: sse2\n")
    name_kernels(cpuinfo)
    assert os.environ[NAME] == "Haswell"


@pytest.mark.usefixtures("_intel")
def test_what_was_chosen_before_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cpuinfo = tmp_path / "cpuinfo"
    cpuinfo.write_text("flags\t\t: sse2 fma avx2\n")
    monkeypatch.setenv(NAME, "Zen")
    name_kernels(cpuinfo)
    assert os.environ[NAME] == "Zen"


@pytest.mark.usefixtures("_intel")
def test_where_nothing_can_be_read_openblas_chooses(tmp_path: Path) -> None:
    name_kernels(tmp_path / "none")
    assert NAME not in os.environ


def test_an_arm_is_left_to_openblas(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "aarch64")
    monkeypatch.delenv(NAME, raising=False)
    cpuinfo = tmp_path / "cpuinfo"
    cpuinfo.write_text("flags\t\t: sse2 fma avx2\n")
    name_kernels(cpuinfo)
    assert NAME not in os.environ


def test_the_choice_is_made_before_numpy_is_there() -> None:
    told = "import sys, bot; assert 'numpy' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", told], check=False).returncode == 0
