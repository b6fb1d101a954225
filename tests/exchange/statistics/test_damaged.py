"""Damaged files of SPSS and Stata: thousands of them, some of which end the program that reads."""

from pathlib import Path

import pandas as pd
import pytest

from engagement_kit.exchange import write_spss, write_stata
from engagement_kit.exchange.statistics.matching import Matcher
from engagement_kit.exchange.statistics.reading import sheet_of
from engagement_kit.exchange.statistics.unpacked import Unpacker
from tests.exchange.fuzzing import ROUNDS, damaged, hold
from tests.exchange.statistics.conftest import TEAM

WRITERS = {".sav": write_spss, ".dta": write_stata}
ENDINGS = pytest.mark.parametrize("ending", list(WRITERS))


def sample(folder: Path, ending: str) -> bytes:
    """A small file with text, numbers, labels and all kinds of missing."""
    frame = pd.DataFrame(
        {
            "case": ["집", "house"],
            "wave": [2024.0, None],
            "coder": ["ann", "b" * 300],
            TEAM.replace(".", "_"): pd.Categorical(["no", None], ["no", "yes"], ordered=True),
            "missing": [None, "not_asked"],
        }
    )
    WRITERS[ending](frame, folder / f"sample{ending}")
    return (folder / f"sample{ending}").read_bytes()


@ENDINGS
def test_damaged_files_raise_nothing_but_our_errors(frameworks, tmp_path, ending):
    """Thousands of damaged files are read or refused, those that end the reader among them."""
    samples = [sample(tmp_path, ending)]
    file, matcher = tmp_path / f"damaged{ending}", Matcher(frameworks.values())
    with Unpacker() as unpacker:

        def read(data: bytes) -> object:
            file.write_bytes(data)
            return sheet_of(unpacker.unpack(file), file, matcher)

        counts = hold(read, damaged(samples, ROUNDS // 4))
    assert counts["refused"] > ROUNDS // 8
