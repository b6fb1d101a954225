import csv
import hashlib
import io
import json
from dataclasses import replace

import frictionless
import pytest

from engagement_kit.assess import place_quadrants, place_stages
from engagement_kit.cases import Case, Cases, load_cases
from engagement_kit.exchange import About, write_datapackage
from engagement_kit.exchange.package.categories import REASONS, can_hold_reasons
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


def missing_words(resource, field):
    """Words of a column that stand for no answer; those of the field go before the table's."""
    listed = field.get("missingValues", resource["schema"]["missingValues"])
    return {entry["value"] for entry in listed}


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
                words = [category["value"] for category in field["categories"]]
                assert all(category["label"] for category in field["categories"])
                used = {row[field["name"]] for row in rows} - missing_words(resource, field)
                assert used <= set(words), (resource["name"], field["name"])
                ordered[resource["name"], field["name"]] = (words, field["categoriesOrdered"])
    stages = ["basic", "functional", "integrated", "customer_first"]
    assert ordered["maturity-stages", "stage"] == (stages, True)
    assert ordered["ratings", "confidence"] == (["low", "medium", "high"], True)
    assert ordered["cases", "evidence_strength"] == (["weak", "medium", "strong"], True)
    assert ordered["smi-quadrants", "quadrant"][1] is False


def test_numbers_and_types_agree(texts, descriptor):
    """What is called an integer or a number can be read as one."""
    readers = {"integer": int, "number": float, "string": str}
    read = 0
    for resource in descriptor["resources"]:
        rows = rows_of(texts[resource["path"]])
        for field in resource["schema"]["fields"]:
            for row in rows:
                if row[field["name"]] not in missing_words(resource, field):
                    readers[field["type"]](row[field["name"]])
                    read += 1
    assert read > 10_000


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


def field_of(descriptor, resource, name):
    """How the descriptor describes a column of a table."""
    fields = next(r for r in descriptor["resources"] if r["name"] == resource)["schema"]["fields"]
    return next(field for field in fields if field["name"] == name)


def test_answers_are_called_as_in_the_framework(frameworks, descriptor):
    """Each answer has its label, in the language of the frameworks."""
    found = field_of(descriptor, "maturity-dimensions", "value")["categories"]
    assert found[0] == {"value": "basic", "label": "Basic"}
    korean = {"maturity": frameworks["maturity"].in_language("ko")}
    texts = package_texts(Cases(()), korean, about=About())
    found = field_of(json.loads(texts["datapackage.json"]), "maturity-stages", "stage")
    assert found["categories"][0]["label"] == korean["maturity"].value_label("stage", "basic")
    assert found["categories"][0]["label"] != "Basic"


@pytest.mark.parametrize(
    ("lang", "called"),
    [
        ("ko", ["미확인", "묻지 않음", "해당 없음", "비공개"]),
        ("ar", ["غير معروف", "لم يُسأل عنه", "لا ينطبق", "سرّي"]),
    ],
)
def test_kinds_of_missing_are_called_as_in_the_glossary(frameworks, lang, called):
    """Beside answers in a language stand the kinds of missing in the same language."""
    spoken = {"maturity": frameworks["maturity"].in_language(lang)}
    texts = package_texts(Cases(()), spoken, about=About())
    descriptor = json.loads(texts["datapackage.json"])
    for table in ("ratings", "maturity-dimensions"):
        value, why = (field_of(descriptor, table, name) for name in ("value", "missing"))
        assert [one["label"] for one in value["missingValues"][1:]] == called
        assert [one["label"] for one in why["categories"]] == called


def test_the_four_kinds_of_missing_are_kept_apart(study, frameworks):
    """The column of answers says why there is none, and the descriptor what each word means."""
    case = load_cases(study)["example"]
    items = [item.id for item in frameworks["smi"].items[:4]]
    for item, reason in zip(items, REASONS, strict=True):
        case = case.rate(item, coder="you", missing=reason)
    case = case.rate(frameworks["smi"].items[5].id, coder="you")
    texts = package_texts(Cases((case,)), frameworks, about=About())
    rows = [row for row in rows_of(texts["ratings.csv"]) if row["coder"] == "you"]
    assert [(row["value"], row["missing"]) for row in rows] == [
        *((one, one) for one in REASONS),
        ("", ""),
    ]
    field = field_of(json.loads(texts["datapackage.json"]), "ratings", "value")
    assert [entry["value"] for entry in field["missingValues"]] == ["", *REASONS]
    assert len({entry["label"] for entry in field["missingValues"]}) == 5


def test_an_answer_called_like_a_reason_keeps_its_column(frameworks):
    """Where a scale has an answer "unknown", the column of answers holds answers alone."""
    smi = frameworks["smi"]
    values = [
        value.model_copy(update={"id": name})
        for value, name in zip(
            smi.definition.scales[0].values, ("no", "unknown", "yes"), strict=True
        )
    ]
    assert can_hold_reasons([smi])
    scale = smi.definition.scales[0].model_copy(update={"values": tuple(values)})
    definition = smi.definition.model_copy(update={"scales": (scale,)})
    assert not can_hold_reasons([replace(smi, definition=definition)])


def test_frictionless_finds_nothing_wrong(texts, tmp_path):
    """The package passes the checks of another program: form, types, keys, references, sizes."""
    for name, text in texts.items():
        (tmp_path / name).write_bytes(text.encode())
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])
    package = frictionless.Package(str(tmp_path / "datapackage.json"))
    rows = package.get_resource("capability-levels").read_rows()
    assert len(rows) == 16 * 97
    assert {row["value"] for row in rows} == {None, "absent", "ad_hoc", "regular", "systematic"}


def test_frictionless_finds_what_is_wrong(texts, tmp_path):
    """A changed cell is found: the check above is one."""
    for name, text in texts.items():
        (tmp_path / name).write_bytes(text.encode())
    path = tmp_path / "smi_quadrants.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2005", "later", 1), encoding="utf-8")
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert ["type-error"] in report.flatten(["type"])


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
