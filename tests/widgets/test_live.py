import json

from engagement_kit.assess import place_quadrants
from engagement_kit.cases import Cases, load_cases
from engagement_kit.frameworks import list_frameworks, load_framework
from engagement_kit.widgets.live import live_places


def test_the_place_is_the_one_that_the_package_computes(repository, smi):
    """Position, bounds and quadrant in the form are those of place_quadrants on the library."""
    cases = load_cases(repository / "case_studies")[:6]
    for case in cases:
        found = place_quadrants(Cases((case,)), smi, coder_rule="coder-a", drafts=True)
        live = live_places(case, smi, "coder-a")["quadrants"]["index"]
        for row in found.table.itertuples():
            place = live[str(row.wave)]
            assert (place["x_low"], place["y_high"]) == (row.x_low, row.y_high)
            assert place["status"] == row.status
            assert place["possible"] == str(row.possible).split(";")


def test_every_framework_gives_plain_values(repository):
    """Whatever the framework, the places survive being sent as JSON, gaps as null."""
    case = load_cases(repository / "case_studies")["tate"]
    for name in list_frameworks():
        live = live_places(case, load_framework(name), "coder-a")
        assert json.loads(json.dumps(live, allow_nan=False)) == live


def test_a_coder_called_like_a_rule_sees_nobody_elses_place(case, smi):
    """The place in a form is its coder's own, even where the name is that of a rule for several."""
    items = [item.id for item in smi.items]
    for item in items:
        case = case.rate(item, "no", coder="ann", wave=2014, evidence=["oak-01"])
    found = {}
    for coder in ("lower", "kim"):
        own = case.rate(items[0], "yes", coder=coder, wave=2014)
        found[coder] = live_places(own, smi, coder)
    assert found["lower"] == found["kim"]


def test_without_an_answer_there_is_no_place(case, smi):
    """Who has rated nothing yet is nowhere, rather than at nought."""
    assert live_places(case, smi, "kim") == {"quadrants": {}, "stages": {}}
