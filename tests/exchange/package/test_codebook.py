from engagement_kit.exchange.package.codebook import codebook_columns, codebook_rows


def rows(frameworks):
    """The codebook as mappings by id."""
    names = [column.name for column in codebook_columns()]
    found = [dict(zip(names, row, strict=True)) for row in codebook_rows(frameworks.values())]
    return {row["id"]: row for row in found}


def test_every_item_and_box_is_there_once(frameworks):
    """Counts are those of the codebook: 57 rated items and 14 boxes."""
    found = rows(frameworks)
    takes = [row["takes"] for row in found.values()]
    assert takes.count("rating") == sum(len(fw.items) for fw in frameworks.values()) == 57
    assert takes.count("note") == sum(len(fw.boxes) for fw in frameworks.values()) == 14


def test_an_item_is_described_in_three_languages(frameworks):
    """Labels, scale with its answers in order, who set it and where it is published."""
    row = rows(frameworks)["smi.investment.budget"]
    assert (row["part"], row["kind"], row["group"]) == ("index", "quadrant", "investment")
    assert (row["scale"], row["values"], row["status"]) == ("answer", "no;partly;yes", "authored")
    assert all(row[f"label_{lang}"] for lang in ("en", "ko", "ar"))
    attested = rows(frameworks)["smi.investment.briefing"]
    assert attested["status"] == "attested"
    assert attested["source"]


def test_no_label_is_missing(frameworks):
    """Whoever reads Korean or Arabic finds every item and box."""
    labels = (r[f"label_{lang}"] for r in rows(frameworks).values() for lang in ("en", "ko", "ar"))
    assert all(labels)
