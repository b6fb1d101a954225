import csv
import hashlib
import io
import json

import pytest

from engagement_kit.assess import place_quadrants, place_stages
from engagement_kit.cases import Case, Cases, load_cases
from engagement_kit.exchange import About, write_datapackage
from engagement_kit.exchange.package.datapackage import package_texts


@pytest.fixture(scope="module")
def texts(library, frameworks):
    """Text of every file of the library's package."""
    return package_texts(library, frameworks)


@pytest.fixture(scope="module")
def descriptor(texts):
    """What the package says of itself."""
    return json.loads(texts["datapackage.json"])


def rows_of(text):
    """Rows of a CSV text by column."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_counts_of_the_library_hold(texts):
    """50 cases, 772 sources, 1,146 facts, 5,335 ratings, 979 notes (232 in two languages)."""
    counts = {name: len(rows_of(text)) for name, text in texts.items() if name.endswith(".csv")}
    records = ("cases.csv", "sources.csv", "evidence.csv", "ratings.csv", "notes.csv")
    assert [counts[name] for name in records] == [50, 772, 1146, 5335, 979 + 232]
    waves = ("smi_quadrants.csv", "maturity_stages.csv")
    assert [counts[name] for name in waves] == [97, 97]
    assert counts["smi_scores.csv"] == 2 * 97
    assert counts["maturity_dimensions.csv"] == 7 * 97
    assert counts["maturity_requirements.csv"] == 4 * 97
    assert counts["capability_levels.csv"] == 16 * 97


def test_every_column_is_described(texts, descriptor):
    """The descriptor names the columns of every file in their order, each with its meaning."""
    described = {resource["path"]: resource for resource in descriptor["resources"]}
    assert set(described) == {name for name in texts if name.endswith(".csv")}
    for path, resource in described.items():
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == texts[path].split("\n")[0].split(",")
        assert all(field["description"] and field["type"] for field in fields)
        assert resource["bytes"] == len(texts[path].encode())
        assert resource["hash"] == f"sha256:{hashlib.sha256(texts[path].encode()).hexdigest()}"


def test_keys_are_unique_and_references_lead_somewhere(texts, descriptor):
    """No row stands twice, and what a row names in another file is there."""
    tables = {r["name"]: rows_of(texts[r["path"]]) for r in descriptor["resources"]}
    for resource in descriptor["resources"]:
        schema, rows = resource["schema"], tables[resource["name"]]
        keys = [tuple(row[name] for name in schema["primaryKey"]) for row in rows]
        assert len(set(keys)) == len(keys)
        assert all(all(key) for key in keys)
        for reference in schema.get("foreignKeys", ()):
            there = reference["reference"]
            known = {tuple(r[n] for n in there["fields"]) for r in tables[there["resource"]]}
            assert {tuple(row[n] for n in reference["fields"]) for row in rows} <= known


def test_words_of_a_column_are_among_its_categories(texts, descriptor):
    """Answers in an order are told in that order, lowest first, and no other word stands there."""
    ordered = {}
    for resource in descriptor["resources"]:
        rows = rows_of(texts[resource["path"]])
        for field in resource["schema"]["fields"]:
            if "categories" in field:
                used = {row[field["name"]] for row in rows} - {""}
                assert used <= set(field["categories"]), (resource["name"], field["name"])
                ordered[resource["name"], field["name"]] = (
                    field["categories"],
                    field["categoriesOrdered"],
                )
    stages = ["basic", "functional", "integrated", "customer_first"]
    assert ordered["maturity-stages", "stage"] == (stages, True)
    assert ordered["ratings", "confidence"] == (["low", "medium", "high"], True)
    assert ordered["cases", "evidence_strength"] == (["weak", "medium", "strong"], True)
    assert ordered["smi-quadrants", "quadrant"][1] is False


def test_numbers_and_types_agree(texts, descriptor):
    """What is called an integer or a number can be read as one."""
    readers = {"integer": int, "number": float, "string": str}
    for resource in descriptor["resources"]:
        rows = rows_of(texts[resource["path"]])
        for field in resource["schema"]["fields"]:
            for row in rows:
                if row[field["name"]]:
                    readers[field["type"]](row[field["name"]])


def test_results_are_those_of_the_tables(texts, library, frameworks):
    """The files hold what placing gives, digit by digit."""
    placed = place_quadrants(library, frameworks["smi"]).table
    found = rows_of(texts["smi_quadrants.csv"])
    assert [row["quadrant"] for row in found] == list(placed["quadrant"].fillna(""))
    scores = [float(row["x"]) for row in found if row["x"]]
    assert scores == list(placed["x"].dropna())
    stages = place_stages(library, frameworks["maturity"]).table
    found = rows_of(texts["maturity_stages.csv"])
    assert [row["stage"] for row in found] == list(stages["stage"].fillna(""))


def test_the_page_for_people_says_what_it_is(texts):
    """Caveats and licences stand in the README: ours, and those of the frameworks."""
    page = texts["README.md"]
    for words in (
        "Public sources only",
        "language models",
        "No native speaker",
        "No endorsement",
        "claims",
        "Creative Commons Attribution 4.0",
        "CC-BY-SA",
        "apostrophe",
    ):
        assert words in page


def test_a_study_of_ones_own_claims_nothing_of_the_library(study, frameworks):
    """Another study's package has neither the library's caveats nor its licence."""
    texts = package_texts(load_cases(study), frameworks)
    assert "language model" not in texts["README.md"]
    assert "licenses" not in json.loads(texts["datapackage.json"])


def test_a_study_with_little_in_it_makes_a_package(frameworks, tmp_path):
    """One case without evidence, ratings or notes is a study, too."""
    cases = Cases((Case(id="bare", kind="museum", name={"ko": "빈"}, waves=(2024,)),))
    files = write_datapackage(cases, tmp_path / "out", frameworks, about=About())
    assert {path.name for path in files} >= {"cases.csv", "ratings.csv", "datapackage.json"}
    (row,) = rows_of((tmp_path / "out" / "smi_quadrants.csv").read_text(encoding="utf-8"))
    assert (row["quadrant"], row["status"]) == ("", "not_placed")


def test_lines_end_in_line_feeds(texts):
    """The bytes are the same on every system."""
    assert not any("\r" in text for text in texts.values())
