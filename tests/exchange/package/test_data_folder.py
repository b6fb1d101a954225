from engagement_kit.exchange.package.datapackage import package_texts


def test_data_is_what_the_library_makes(repository, library, frameworks):
    """The folder data holds exactly what `make data` writes now."""
    folder = repository / "data"
    expected = {name: text.encode() for name, text in package_texts(library, frameworks).items()}
    assert {path.name for path in folder.iterdir()} == set(expected)
    stale = [name for name, data in expected.items() if (folder / name).read_bytes() != data]
    assert stale == [], "run `make data` and commit the folder data"
