"""Results as people see them: HTML in notebooks, one line elsewhere."""

import pytest
from lxml import html

from engagement_kit.assess import (
    explain,
    fill_canvas,
    place_quadrants,
    place_stages,
    rate_levels,
)
from engagement_kit.cases import Cases
from engagement_kit.frameworks import Framework, load_framework


def test_every_rule_is_printed(library: Cases, smi: Framework, maturity: Framework) -> None:
    """Thresholds or stage rule, how much must be known, and how coders were brought together."""
    quadrants = place_quadrants(library, smi, threshold=0.4)._repr_html_()
    stages = place_stages(library, maturity, rule="weakest", coder_rule="coder-a")._repr_html_()
    levels = rate_levels(library, smi, coder_rule="higher")._repr_html_()

    for words in ("97 case-waves", "High from 0.40 and 0.40", "at least 50 %", "lower median"):
        assert words in quadrants
    for words in ("the weakest dimension decides", "at least 50 %", "coder-a alone"):
        assert words in stages
    assert "the higher answer" in levels


@pytest.mark.parametrize("lang", ["ko", "ar"])
def test_rules_are_printed_in_the_language_of_the_framework(library: Cases, lang: str) -> None:
    """No English word stands above the table in Korean or Arabic."""
    placed = place_stages(library, load_framework("maturity", lang=lang))

    (head,) = html.fromstring(placed._repr_html_()).xpath("./p")

    assert not any("a" <= letter <= "z" for letter in head.text_content())


def test_every_result_names_itself_in_one_line(
    library: Cases, smi: Framework, maturity: Framework
) -> None:
    """In a console or a log a result says what it is, instead of printing every table it holds."""
    placed = place_quadrants(library, smi)
    results = {
        placed: "QuadrantPlacements of smi, index: 11 settled, 20 open, 66 not_placed",
        place_stages(library, maturity): "StagePlacements of maturity, stages: 65 settled",
        placed["klm", 2018]: "Placement of klm in 2018 (smi, index): settled",
        explain(placed["klm", 2018]): "Explanation of <Placement of klm in 2018",
        rate_levels(library, smi): "Levels of smi, index:",
        fill_canvas(library["tate"], load_framework("def")): "CanvasNotes of tate in 2025",
    }

    for result, words in results.items():
        assert repr(result).startswith(f"<{words}")
        assert "\n" not in repr(result)
