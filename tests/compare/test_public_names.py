"""The public names of the room of comparisons."""

from pathlib import Path

from engagement_kit import compare


def test_no_module_hides_a_public_name():
    """A module of the same name would be found in place of the function once it is imported."""
    modules = {path.stem for path in Path(compare.__file__).parent.iterdir()}
    assert modules.isdisjoint(compare.__all__)
