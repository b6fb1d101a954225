"""A figure leads back to the sources of what it shows, drawn or saved."""

import matplotlib.pyplot as plt
import pytest

import engagement_kit as ek
from engagement_kit.errors import EngagementKitError, WrongKind


@pytest.fixture(scope="module")
def placed(repository):
    """Placements of a few cases of the library."""
    cases = ek.load_cases(repository / "case_studies")[:4]
    return ek.place_quadrants(cases, ek.load_framework("smi"))


def _keys(found):
    return [(entry.cases, entry.frameworks, entry.source.key) for entry in found.entries]


def test_axes_and_figure_lead_where_their_result_does(placed):
    """The sources behind a chart are those behind what it shows."""
    ax = ek.draw_quadrant(placed, placed.framework)
    behind = _keys(ek.bibliography_of(placed))
    assert _keys(ek.bibliography_of(ax)) == behind
    assert _keys(ek.bibliography_of(ax.get_figure())) == behind
    plt.close("all")


def test_a_saved_figure_leads_there_too(placed, repository, tmp_path):
    """What is recorded in its file is enough, from the path alone and where it was saved."""
    ax = ek.draw_quadrant(placed, placed.framework)
    saved = ek.save_figure(ax, tmp_path / "figure", formats=["png"])
    study = repository / "case_studies"
    behind = set(_keys(ek.bibliography_of(placed)))
    assert set(_keys(ek.bibliography_of(saved, study=study))) == behind
    assert set(_keys(ek.bibliography_of(saved.files[0], study=study))) == behind
    plt.close("all")


def test_a_figure_of_ones_own_leads_nowhere():
    """Nothing is known of lines that somebody drew, and the message says what to give instead."""
    figure, ax = plt.subplots()
    with pytest.raises(WrongKind, match="Give the result"):
        ek.bibliography_of(ax)
    with pytest.raises(EngagementKitError):
        ek.bibliography_of(figure)
    plt.close(figure)


def test_a_comparison_leads_to_its_cases(repository):
    """Groups of cases lead to the sources of both groups."""
    cases = ek.load_cases(repository / "case_studies")
    chosen = [*cases.where(kind="museum").ids[:3], *cases.where(kind="company").ids[:3]]
    few = cases.where(ids=chosen)
    compared = ek.compare_groups(ek.rate_levels(few, ek.load_framework("capability")))
    found = ek.bibliography_of(compared, cases=few)
    assert {case for entry in found.entries for case in entry.cases} <= set(chosen)
    assert len(found) > 6
