"""Tables and results in R: typed, ordered, told what they mean, and counted."""

import re
import subprocess

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engagement_kit.assess import (
    count_evidence,
    count_placements,
    explain,
    fill_canvas,
    map_evidence,
    place_quadrants,
    place_stages,
    rate_levels,
    rate_targets,
)
from engagement_kit.cases import Cases
from engagement_kit.compare import (
    cliffs_delta,
    compare_groups,
    compare_waves,
    disagreements,
    fisher_exact_table,
    krippendorff_alpha,
    minimize,
    necessity,
    rank_sum_test,
    rate_agreement,
    relation,
    sign_test,
    signed_rank_test,
    stochastic_order,
    truth_table,
)
from engagement_kit.errors import NotWritten, WrongKind
from engagement_kit.exchange import to_r
from engagement_kit.tables import table_cases, table_placements
from tests.compare.sets.lipset import LF
from tests.compare.sets.test_r_script import HOSTILE, tokens
from tests.exchange.statistics.conftest import HOURS, TEAM, TIME

DONE = "Every count is as in engagement_kit."


def test_answers_are_ordered_factors_and_reasons_stand_beside_them(cases, tmp_path, in_r):
    """R has answers in their order, NA where there is none, and why in the same row."""
    script = to_r(cases, tmp_path / "r")
    look = f"""
source("tables.R")
x <- answers[["{TEAM}"]]
told(list(is = is.ordered(x), levels = levels(x), x = as.character(x), most = x > "partly",
  labels = attr(x, "answers"), label = attr(x, "label"), name = answers$name,
  hours = as.character(answers[["{HOURS}"]]), time = as.character(answers[["{TIME}"]]),
  why = as.character(answers_missing[["{HOURS}"]]),
  why_time = as.character(answers_missing[["{TIME}"]]),
  tables = ls()))
"""
    found = in_r(script.parent, look)
    assert found["is"] is True
    assert found["levels"] == ["no", "partly", "yes"]
    assert found["x"] == ["yes", "no"]
    assert found["most"] == [True, False]
    assert found["labels"] == ["No", "Partly", "Yes"]
    assert found["label"].startswith(f"{TEAM}: ")
    assert found["name"] == ["=House", "القاعة"]
    assert (found["hours"], found["why"]) == ([None, "partly"], ["unknown", None])
    assert (found["time"], found["why_time"]) == ([None, None], ["not_applicable", None])
    assert {"answers", "ratings", "cases", "sources", "evidence"} <= set(found["tables"])


@pytest.fixture(scope="module")
def results(library, frameworks) -> dict[str, object]:
    """A result of every kind, made of the case library or of numbers."""
    smi, maturity, capability = (frameworks[name] for name in ("smi", "maturity", "capability"))
    quadrants, levels = place_quadrants(library, smi), rate_levels(library, capability)
    few = Cases(tuple(library)[:12])
    case = few["alaska-airlines"]
    return {
        "quadrants": quadrants,
        "stages": place_stages(library, maturity),
        "levels": levels,
        "targets": rate_targets(few, smi),
        "counts": count_placements(quadrants),
        "explained": explain(quadrants["alaska-airlines", 2014]),
        "canvas": fill_canvas(case, frameworks["def"], wave=2014),
        "evidence counts": count_evidence(few, smi),
        "evidence map": map_evidence(few),
        "agreement": rate_agreement(few, smi),
        "alpha": krippendorff_alpha(pd.DataFrame({"ann": [1, 2, 3, 3], "ben": [1, 2, 3, 4]})),
        "disagreements": disagreements(few, smi),
        "differences": compare_groups(levels, by="kind"),
        "changes": compare_waves(levels),
        "delta": cliffs_delta([1, 2, 3], [2, 3, 4]),
        "rank sum": rank_sum_test([1, 2, 3], [2, 3, 4]),
        "fisher": fisher_exact_table([[3, 1], [1, 4]]),
        "ordering": stochastic_order([1, 2, 3], [2, 3, 4]),
        "signs": sign_test(5, 1),
        "signed ranks": signed_rank_test([1, -1, 2, 3, 1, 1]),
        "relation": relation(LF, "DEV", "SURV"),
        "page of cases": table_cases(few),
        "page of places": table_placements(place_quadrants(few, smi)),
        "empty": place_quadrants(Cases(()), smi),
    }


def test_every_result_is_read_by_r_with_every_count(results, tmp_path, in_r):
    """One session of R runs the scripts of all results, and none of them stops."""
    scripts = [to_r(one, tmp_path / re.sub(" ", "_", name)) for name, one in results.items()]
    folders = ", ".join(f'"{script.parent.name}"' for script in scripts)
    look = f"""
done <- sapply(c({folders}), function(folder) {{
  old <- setwd(folder)
  on.exit(setwd(old))
  capture.output(source("tables.R", local = new.env()))
}})
told(unname(done))
"""
    assert in_r(tmp_path, look) == [DONE] * len(results)


def test_results_keep_their_other_tables_rules_and_remarks(results, tmp_path):
    """A result of several tables gives all of them, and the script says what was decided."""
    script = to_r(results["stages"], tmp_path / "r")
    names = {file.name for file in script.parent.iterdir()}
    tables = {"stage_placements.csv", "dimensions.csv", "rules.csv", "requirements.csv"}
    assert names == {*tables, "tables.R"}
    assert "# rule: lower_median" in script.read_text(encoding="utf-8")


def test_sets_are_computed_again_by_qca(tmp_path, in_r):
    """Results of set-theoretic analysis have the script that they had, and R parses it."""
    truth = truth_table(LF, "SURV")
    for place, result in enumerate((truth, minimize(truth), necessity(LF, "SURV"))):
        script = to_r(result, tmp_path / str(place))
        assert script.name == "analysis.R"
        assert "library(QCA)" in script.read_text(encoding="utf-8")
        look = 'invisible(parse("analysis.R"))\ntold("parsed")'
        assert in_r(script.parent, look) == "parsed"


def test_a_script_stops_where_a_count_differs(cases, tmp_path, in_r):
    """A row that is lost, or one answer that is changed, is not passed over."""
    script = to_r(cases, tmp_path / "r")
    told = script.with_name("answers.csv").read_text(encoding="utf-8")
    for changed in (told.rpartition("\nhall")[0] + "\n", told.replace(",yes,", ",no,")):
        assert changed != told
        script.with_name("answers.csv").write_text(changed, encoding="utf-8")
        with pytest.raises(AssertionError, match=r"is not TRUE|are not all TRUE"):
            in_r(script.parent, 'source("tables.R")')


def test_tables_of_any_content_are_the_same_in_r(tmp_path, in_r):
    """Formulas, quotes, line ends, NA as a word, large and tiny numbers come through."""
    own = pd.DataFrame(
        {
            "text": [*HOSTILE, "NA", "TRUE", "'quoted", '"', "a,b;c", "", None],
            "whole": pd.array([*range(len(HOSTILE)), 2**40, None, 1, 2, 3, 4, 5], dtype="Int64"),
        }
    )
    own["number"] = 0.1 * own.index + 1e-300
    own["truth"] = [True, False, None] * (len(own) // 3) + [True] * (len(own) % 3)
    own["=1+1"] = "@x"
    script = to_r(own, tmp_path / "own.R")
    assert {file.name for file in tmp_path.iterdir()} == {"own.R", "own.csv"}
    assert not re.search(r"(^|,)[=+@-]\D", script.with_name("own.csv").read_text(encoding="utf-8"))
    look = """
source("own.R")
told(list(text = data$text, whole = data$whole, number = data$number, truth = data$truth,
  names = names(data), types = unname(sapply(data, function(x) class(x)[1]))))
"""
    found = in_r(tmp_path, look)
    plain = [None if pd.isna(one) else re.sub("\r\n?", "\n", one) for one in own["text"]]
    assert found["text"] == [one.replace("\x00", "\ufffd") if one else None for one in plain]
    assert found["whole"] == [None if pd.isna(one) else one for one in own["whole"]]
    assert found["number"] == pytest.approx(own["number"].tolist(), rel=1e-14)
    assert found["truth"] == [None if one is None else bool(one) for one in own["truth"]]
    assert found["names"] == ["text", "whole", "number", "truth", "=1+1"]
    assert found["types"] == ["character", "numeric", "numeric", "logical", "character"]


def test_r_of_a_plain_machine_reads_it_too(cases, tmp_path, in_r):
    """Where no language is set, Korean and Arabic are read all the same."""
    script = to_r(cases, tmp_path / "r", lang="ko")
    in_r(script.parent, 'told("R is here")')
    done = subprocess.run(
        ["Rscript", "--vanilla", "tables.R"],
        cwd=script.parent,
        env={"PATH": "/usr/bin:/bin:/usr/local/bin", "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert DONE in done.stdout


texts = st.text(max_size=30) | st.sampled_from(HOSTILE)
whole_texts = texts.map(lambda text: text.encode(errors="replace").decode())


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(whole_texts, min_size=1, max_size=5, unique=True), whole_texts)
def test_no_name_or_text_leaves_its_string(tmp_path_factory, names, text):
    """Whatever columns and answers are called, the script is whole and in plain ASCII."""
    own = pd.DataFrame({name: pd.Categorical([text], [text]) for name in names})
    script = to_r({text: own}, tmp_path_factory.mktemp("names"))
    told = script.read_text(encoding="utf-8")
    assert told.isascii()
    code = "".join(one for one in tokens(told) if one[0] not in "\"'#")
    assert all(code.count(a) == code.count(b) for a, b in ("()", "[]", "{}"))
    assert all(file.parent == script.parent for file in script.parent.rglob("*"))


def test_several_things_go_into_one_folder(results, tmp_path, in_r):
    """A mapping of names gives one script with all of them, each under its name."""
    both = {"placed": results["quadrants"], "if": results["levels"]}
    script = to_r(both, tmp_path / "r")
    look = 'source("tables.R")\ntold(list(nrow(placed), nrow(table_if)))'
    assert in_r(script.parent, look) == [len(results["quadrants"]), len(results["levels"].table)]


def test_nothing_is_written_over_and_nothing_in_part(cases, tmp_path):
    """One file that is there stops all; what is no table is refused."""
    to_r(cases, tmp_path)
    (tmp_path / "tables.R").unlink()
    with pytest.raises(NotWritten, match="overwrite=True"):
        to_r(cases, tmp_path)
    assert not (tmp_path / "tables.R").exists()
    before = {
        f.name: f.read_bytes() for f in to_r(cases, tmp_path, overwrite=True).parent.iterdir()
    }
    to_r(cases, tmp_path, overwrite=True)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before
    with pytest.raises(WrongKind, match="cases, a table, or a result"):
        to_r(object(), tmp_path / "new")
    assert not (tmp_path / "new").exists()
