"""Whatever is done to a bibliography, it is read or refused in a sentence."""

from pathlib import Path

import pytest

from engagement_kit.errors import Faults
from engagement_kit.exchange.bibliography.reading import found_in, found_of
from tests.exchange.bibliography.samples import BBT_JSON, BIB, CSL
from tests.exchange.fuzzing import damaged, hold

_OWN = (
    rb'@online{x, title = {T}, engagementkit = {{"custom": {"engagement_kit": {"kind": "own"}}}}}',
    rb"@book{y, author = {A and B, C}, title = {T \textbackslash{} {KLM}}, year = {2019}}",
)
_ENTRIES = [b"@" + entry for entry in BIB.split(b"\n@")[1:]]  # short ones: more of them an hour


@pytest.mark.parametrize(
    ("name", "samples"), [("a.bib", [*_ENTRIES, *_OWN]), ("a.json", [CSL, BBT_JSON])]
)
def test_damaged_bibliographies(name, samples):
    """Bytes that were cut, doubled and swapped give sources or faults, and nothing else."""
    counts = hold(lambda data: found_of(data, Path(name)), damaged(samples))
    assert counts["taken"] > 0
    assert counts["refused"] > 0


@pytest.mark.parametrize("data", [b"@a{" * 10_000, b"{" * 100_000, b"@a{x, t = {" + b"{" * 20_000])
def test_bottomless_nesting(tmp_path, data):
    """Thousands of open braces are refused in a moment."""
    path = tmp_path / "a.bib"
    path.write_bytes(data)
    with pytest.raises(Faults):
        found_in(path)
