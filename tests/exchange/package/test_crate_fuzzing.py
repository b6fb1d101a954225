import pytest

from engagement_kit.exchange.package.about import About, read_about
from engagement_kit.exchange.package.citation import citation_text
from engagement_kit.exchange.package.drawn import drawn_figures
from engagement_kit.exchange.package.graph import Crate, crate_text
from tests.exchange.fuzzing import ROUNDS, damaged, hold

RECORD = b"""{"files": {"a.svg": "0"}, "made_from": {"chart": "quadrant", "framework":
{"files": {"framework.yaml": "1"}, "id": "smi"}, "inputs": {"about.yaml":
"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881", "case.yaml": "3"},
"versions": {"engagement_kit": "0.0.9"}}}"""


@pytest.mark.parametrize("what", ["citation", "crate"])
def test_whatever_a_study_says_of_itself_can_be_told(repository, tmp_path, what):
    """A damaged about.yaml is refused with a sentence, or what is made of it can be written."""
    sample = (repository / "case_studies" / "about.yaml").read_bytes()
    extra = b"version: 1.0\ndate: 2026-11-22\ndoi: 10.5281/zenodo.1\nurl: https://example.org/a\n"
    file = tmp_path / "about.yaml"

    def read(data):
        file.write_bytes(data)
        about = read_about(file)
        if what == "citation":
            citation_text(about, {}).encode()
        else:
            crate_text(Crate(about, {"README.md": b"x"}, date=about.date)).encode()

    counts = hold(read, damaged([sample, sample + extra], ROUNDS // 8))
    assert min(counts.values()) > ROUNDS // 200


def test_whatever_a_figure_says_of_itself_can_be_told():
    """A damaged record beside a figure never stops a study from being written."""

    def read(data):
        files = {
            "results/a.alt.txt": data[:60],
            "results/a.provenance.json": data,
            "results/a.svg": b"",
            "study/about.yaml": b"x",
        }
        crate_text(Crate(About(), files, drawn=tuple(drawn_figures(files)))).encode()

    counts = hold(read, damaged([RECORD], ROUNDS // 2))
    assert counts["refused"] == 0
