import re

import pytest

from engagement_kit.widgets import code

ENTRIES = ("capture",)
MARKUP = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function")
IMPORT = re.compile(r"^\s*import\b.*", re.MULTILINE)
# Folders of the browser code, each of which may import from those before it.
ROOMS = (
    *("ground", "keeping", "frame", "evidence", "rating", "canvas"),
    *("capture", "adjudicate", "explore", "app"),
)
EXPORT = re.compile(
    r"^export (?!default \{ render \};$)(?!(async )?(function|const|class) )", re.MULTILINE
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder in the place of that of the browser's modules."""
    monkeypatch.setattr(code, "FOLDER", tmp_path)
    for cached in (code.browser_code, code.browser_style):
        cached.cache_clear()
    yield tmp_path
    for cached in (code.browser_code, code.browser_style):
        cached.cache_clear()


def write(folder, **modules):
    """Modules by name."""
    for name, text in modules.items():
        (folder / f"{name}.mjs").write_text(text, encoding="utf-8")


def test_modules_stand_after_those_they_need(folder):
    """Each module comes once, after everything that it imports, and the entry comes last."""
    write(
        folder,
        entry='import { b } from "./b.mjs";\nimport { a } from "./a.mjs";\n',
        b='import {\n  a,\n} from "./a.mjs";\nexport const b = a;\n',
        a="export const a = 1;\n",
    )
    assert code.modules_of("entry") == ("a", "b", "entry")


def test_names_of_one_module_do_not_reach_another(folder):
    """Modules are closed: each hands on what it exports and takes what it imports."""
    write(
        folder,
        entry='import { one } from "./a.mjs";\nexport default { render };\n',
        a="const own = 1;\nexport function one() {}\nexport class Two {}\n"
        "export async function three() {}\n",
    )
    assert code.browser_code("entry").splitlines() == [
        "const module_a = (() => {",
        "const own = 1;",
        "function one() {}",
        "class Two {}",
        "async function three() {}",
        "",
        "return { one, Two, three };",
        "})();",
        "const { one } = module_a;",
        "export default { render };",
    ]


def test_modules_in_a_circle_are_named(folder):
    """Modules that import each other cannot be put into an order; the error names the circle."""
    write(
        folder,
        a='import { b } from "./b.mjs";\n',
        b='import { a } from "./a.mjs";\n',
    )
    with pytest.raises(ValueError, match="a > b > a"):
        code.browser_code("a")


def test_styles_are_joined_in_order(folder):
    """Style files follow one another as they were asked for."""
    (folder / "ground.css").write_text("one", encoding="utf-8")
    (folder / "rating.css").write_text("two", encoding="utf-8")
    assert code.browser_style("ground", "rating") == "one\ntwo"


@pytest.fixture(scope="module")
def modules(repository):
    """Text of every browser module of the package, by name."""
    found = sorted((repository / "engagement_kit/widgets/browser").rglob("*.mjs"))
    assert found
    names = (path.relative_to(code.FOLDER).with_suffix("").as_posix() for path in found)
    return dict(zip(names, (path.read_text(encoding="utf-8") for path in found), strict=True))


def test_every_entry_is_joined_whole(modules):
    """No import is left over in what a notebook gets, and there is one export."""
    for entry in (name for name, text in modules.items() if "export default" in text):
        joined = code.browser_code(entry)
        assert not re.search(r"^\s*import\b", joined, re.MULTILINE)
        assert re.findall(r"^export .*", joined, re.MULTILINE) == ["export default { render };"]


def test_modules_import_and_export_in_the_form_that_is_joined(modules):
    """Imports name what they take from which module; exports are declarations."""
    for name, text in modules.items():
        assert not EXPORT.search(text), name
        joined = code._IMPORT.sub("", text)
        assert not IMPORT.search(joined), name
        for found in code._IMPORT.finditer(text):
            assert " as " not in found["names"], name
            source = modules[code._from(name, found["path"])]
            exported = {match["name"] for match in code._EXPORT.finditer(source)}
            taken = {one.strip() for one in found["names"].split(",") if one.strip()}
            assert taken <= exported, name


def test_rooms_import_in_one_direction_only(modules):
    """A folder of browser modules knows those before it and none that come later."""
    for name, text in modules.items():
        room = name.partition("/")[0]
        for found in code._IMPORT.finditer(text):
            known = code._from(name, found["path"]).partition("/")[0]
            assert ROOMS.index(known) <= ROOMS.index(room), f"{name} imports from {known}"


def test_texts_never_become_markup(modules):
    """No module has a way to turn a text into elements or code."""
    assert [name for name, text in modules.items() if MARKUP.search(text)] == []


def test_styles_stay_inside_the_form_and_know_no_side(repository):
    """Rules are bound to the form, and say start and end instead of left and right."""
    sided = re.compile(
        r"(margin|padding|border|inset)-(left|right)|\b(left|right)\s*:|: (left|right)\b"
    )
    for path in sorted((repository / "engagement_kit/widgets/browser").rglob("*.css")):
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not sided.search(text), path.name
        for selector in re.findall(r"(?:^|[{}])\s*([^{}@]+?)\s*\{", text):
            if not re.fullmatch(r"from|to|[\d.% ,]+", selector):
                assert all("ek-" in one for one in selector.split(",\n")), (path.name, selector)
