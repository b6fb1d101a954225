import ast
import importlib
import statistics

import pytest

HOMELESS = {"base", "common", "helper", "helpers", "misc", "stuff", "tools", "util", "utils"}
ONLY_PRINTER = "cli.py"


@pytest.fixture(scope="module")
def trees(repository):
    """Syntax tree of every module of the package, by its path within the package."""
    package = repository / "engagement_kit"
    found = {
        path.relative_to(package).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(package.rglob("*.py"))
    }
    assert found, "the package has modules"
    return found


def body_lines(node):
    """Lines of a function without its docstring."""
    lines = node.end_lineno - node.lineno + 1
    if ast.get_docstring(node) is None:
        return lines
    return lines - (node.body[0].end_lineno - node.body[0].lineno + 1)


def functions(tree):
    """All functions and methods of a module, inner ones too."""
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def writes_to_the_screen(node):
    """Whether a node is a call of print or of a standard stream's write."""
    if not isinstance(node, ast.Call):
        return False
    called = ast.unparse(node.func)
    return called == "print" or called.startswith(("sys.stdout.", "sys.stderr."))


def test_every_module_is_named_after_what_lives_there(repository):
    """No module or folder is called utils, helpers or the like."""
    paths = [*(repository / "engagement_kit").rglob("*"), *(repository / "tests").rglob("*.py")]
    assert [path for path in paths if path.stem.strip("_") in HOMELESS] == []


def test_only_the_command_line_prints(trees):
    """No function but those of cli.py writes to the screen."""
    printing = [
        f"{name}:{node.lineno}"
        for name, tree in trees.items()
        if name != ONLY_PRINTER
        for node in ast.walk(tree)
        if writes_to_the_screen(node)
    ]
    assert printing == []


def test_no_function_is_long(trees):
    """No function has more than 60 lines, not counting its docstring."""
    long = [
        f"{name}:{node.lineno} {node.name}: {body_lines(node)} lines"
        for name, tree in trees.items()
        for node in functions(tree)
        if body_lines(node) > 60
    ]
    assert long == []


def test_most_functions_are_short(trees):
    """Half of all functions have at most ten lines, and nine in ten at most thirty."""
    sizes = sorted(body_lines(node) for tree in trees.values() for node in functions(tree))
    assert statistics.median(sizes) <= 10
    assert sizes[int(0.9 * (len(sizes) - 1))] <= 30


def test_no_file_is_long(trees):
    """No module has more than 350 lines."""
    long = {name: tree.body[-1].end_lineno for name, tree in trees.items() if tree.body}
    assert {name: lines for name, lines in long.items() if lines > 350} == {}


def test_public_names_can_be_had_in_order():
    """`__all__` of the package is sorted, has no doubles, and every name in it leads somewhere."""
    package = importlib.import_module("engagement_kit")
    names = list(package.__all__)
    assert names == sorted(set(names))
    assert [name for name in names if not hasattr(package, name)] == []
    assert set(names) <= set(dir(package))


def test_what_is_public_says_what_it_is():
    """Every public function and class of the package has a docstring of its own."""
    package = importlib.import_module("engagement_kit")
    things = [getattr(package, name) for name in package.__all__]
    assert [thing.__name__ for thing in things if callable(thing) and not thing.__doc__] == []
