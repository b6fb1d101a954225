import re

import pytest

from engagement_kit.assess import fill_canvas, place_quadrants, rate_levels
from engagement_kit.frameworks import load_framework
from engagement_kit.tables import (
    Column,
    Table,
    table_cases,
    table_comparison,
    table_matrix,
    table_placements,
)

COMMANDS = {
    "LTcapwidth",
    "addlinespace",
    "allowbreak",
    "arraybackslash",
    "babelfont",
    "begin",
    "begingroup",
    "bottomrule",
    "caption",
    "cmidrule",
    "directlua",
    "documentclass",
    "end",
    "endfirsthead",
    "endfoot",
    "endgroup",
    "endhead",
    "footnotesize",
    "foreignlanguage",
    "hangindent",
    "label",
    "linewidth",
    "mbox",
    "midrule",
    "multicolumn",
    "noindent",
    "pagestyle",
    "par",
    "raggedleft",
    "raggedright",
    "scriptsize",
    "setlength",
    "smallskip",
    "textasciicircum",
    "textasciigrave",
    "textasciitilde",
    "textbackslash",
    "textbar",
    "textbf",
    "textgreater",
    "textless",
    "textquotedbl",
    "toprule",
    "usepackage",
}


def checked(tex):
    """The text, after a look at whether LaTeX would read it as it is meant."""
    body = "".join(line for line in tex.splitlines(keepends=True) if not line.startswith("%"))
    used = set(re.findall(r"\\([A-Za-z]+)", body))
    assert used <= COMMANDS, used - COMMANDS
    bare = re.sub(r"\\(\\|[A-Za-z]+|[&%$#_{}])", " ", body)
    assert not set(bare) & set("\\$%#~"), "a bare special character"
    depth = 0
    for mark in re.sub(r"\\[{}]", "", body.replace("\\\\", " ")):
        depth += (mark == "{") - (mark == "}")
        assert depth >= 0
    assert depth == 0
    opened, closed = (re.findall(rf"\\{one}{{([a-z]+)}}", body) for one in ("begin", "end"))
    assert sorted(opened) == sorted(closed)
    return body


def rows(body, columns):
    """Rows of the table; each must have every column."""
    inner = body.split("\\toprule", 1)[1]
    found = [line for line in inner.splitlines() if re.search(r" \\\\( \\addlinespace.*)?$", line)]
    for line in found:
        plain = re.sub(r"\\&", "", line)
        spans = sum(int(n) - 1 for n in re.findall(r"\\multicolumn{(\d+)}", plain))
        assert plain.count("&") + 1 + spans == columns, line
    return found


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_every_table_is_sound_in_every_language(library, smi, lang):
    """Only known commands, matching braces, as many cells as columns in each row."""
    placements = place_quadrants(library[:20], smi)
    levels = rate_levels(library, load_framework("capability"), wave="last")
    for table, columns in (
        (table_cases(library[:40], frameworks=smi, lang=lang), 8),
        (table_placements(placements, lang=lang), 9),
        (table_comparison(placements, lang=lang), 3),
        (table_comparison(levels, lang=lang), 15),
        (table_matrix(fill_canvas(library["nmk"], load_framework("def")), lang=lang), 2),
    ):
        body = checked(table.latex(label="tab:one"))
        assert len(rows(body, columns)) >= len(table)
        assert "\\label{tab:one}" in body
        checked(table.latex(standalone=True))


def test_hostile_text_stays_text(hostile, smi):
    """Names with signs of LaTeX, 300 characters, three scripts: the table is sound."""
    for table in (table_cases(hostile), table_matrix(hostile, smi, quotes=3)):
        for lang in ("en", "ar"):
            checked(type(table)(**{**vars(table), "lang": lang}).latex())
    tex = table_cases(hostile).latex()
    assert r"50 \% of \$x\_1 \textbackslash{}cup \{y\}\$ \& \textless{}b\textgreater{}" in tex
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x07]", tex)


def test_a_long_table_goes_over_pages_and_repeats_its_heads(library, smi):
    """Above thirty rows there is a longtable whose heads stand on every page."""
    short = table_placements(place_quadrants(library[:3], smi)).latex()
    long = table_placements(place_quadrants(library, smi)).latex()
    assert "\\begin{tabular}" in short
    assert "\\begin{longtable}" in long
    assert long.count("\\toprule") == 2
    assert "\\endfirsthead" in long


def test_a_wide_table_lies_on_its_side(library, smi):
    """More than eight columns: landscape; in Arabic the page itself, where pdflscape fails."""
    placements = place_quadrants(library, smi)
    assert "\\begin{landscape}" in table_placements(placements).latex()
    assert "\\begin{landscape}" not in table_comparison(placements).latex()
    arabic = table_placements(placements, lang="ar").latex(standalone=True)
    assert "\\begin{landscape}" not in arabic
    assert "margin=20mm,landscape" in arabic


def test_a_piece_says_what_it_needs(library, smi):
    """The first lines name the packages and the languages that occur, no others."""
    korean = table_cases(library.where(ids=["nmk", "tate"]), lang="ko").latex()
    assert "the languages korean." in korean
    assert "the languages english." in table_cases(library.where(ids=["tate"])).latex()


def test_fonts_of_a_document_can_be_chosen(library):
    """Main language, direction and fonts stand in the head of a whole document."""
    tex = table_cases(library[:2], lang="ar").latex(standalone=True, arabic_font="Scheherazade")
    assert "main=arabic" in tex
    assert "layout=tabular" in tex
    assert "\\babelfont[arabic]{rm}[Renderer=HarfBuzz,RawFeature={fallback=tablefonts}]{Sche" in tex


def test_numbers_stand_on_the_right_in_every_language(library, smi):
    """Where a line begins in Arabic is the right, too: the columns are mirrored."""
    columns = (Column("a", "A"), Column("b", "B", "count"), Column("c", "C", "number"))
    for lang, letters in (("en", "lrr"), ("ko", "lrr"), ("ar", "lll")):
        table = Table(title="T", columns=columns, rows=(("x", 1, 0.5),), lang=lang)
        assert f"{{@{{}}{letters}@{{}}}}" in table.latex()
    placements = place_quadrants(library, smi)
    assert ">{\\raggedleft\\arraybackslash}p{" in table_comparison(placements).latex()
    assert "\\raggedleft" not in table_comparison(placements, lang="ar").latex()
