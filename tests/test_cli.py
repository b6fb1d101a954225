import contextlib
import shutil
import subprocess
import sys
import webbrowser
from pathlib import Path

import pytest

from engagement_kit import __version__, cli, report
from engagement_kit.cases import load_cases
from engagement_kit.errors import Fault
from engagement_kit.exchange import new_study
from engagement_kit.frameworks.loader import LIBRARY
from engagement_kit.report.study import StudyResult
from engagement_kit.widgets import app

COMMANDS = ("check", "new", "app", "import", "export", "data", "study", "figure")


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A new study, which is also the folder one works in."""
    path = new_study(tmp_path / "내 연구 하나")
    monkeypatch.chdir(path)
    return path


@pytest.fixture
def run(capsys):
    """Run a command: its exit code, what it printed, and what it complained of."""

    def call(*words):
        code = cli.main([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def broken(study, text="format: 1\n\tid: broken\n"):
    """Put a case beside the example whose YAML is broken."""
    folder = study / "case_studies" / "broken"
    folder.mkdir()
    (folder / "case.yaml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_helps_with_an_example(command, capsys):
    """The help of a command says what it does and shows how it is used."""
    with pytest.raises(SystemExit) as stop:
        cli.main([command, "--help"])
    assert stop.value.code == 0
    assert f"example: engagement-kit {command} " in capsys.readouterr().out


def test_the_version_is_told(capsys):
    """--version names program and version."""
    with pytest.raises(SystemExit):
        cli.main(["--version"])
    assert capsys.readouterr().out == f"engagement-kit {__version__}\n"


@pytest.mark.parametrize("words", [[], ["chek"], ["check", "--no-such"], ["import", "x"]])
def test_wrong_use_is_told_apart(words, capsys):
    """A command called wrongly returns 2 and says how it is used."""
    with pytest.raises(SystemExit) as stop:
        cli.main(words)
    assert stop.value.code == 2
    assert "usage: engagement-kit" in capsys.readouterr().err


def test_check_finds_nothing_in_a_new_study(own, run):
    """A new study is clean, and so is the path that is taken where none is given."""
    for words in (["check"], ["check", "."], ["check", own, "--strict"]):
        code, out, _ = run(*words)
        assert code == 0
        assert "1 sound case: 38 ratings, 4 notes" in out
        assert "no faults, no drafts, no remarks" in out


def test_check_counts_the_remarks_of_the_library(repository, run):
    """The library has no fault and no draft; its 1,274 remarks are counted by kind, not hidden."""
    code, out, _ = run("check", repository / "case_studies")
    assert code == 0
    assert "50 sound cases: 5,335 ratings, 979 notes" in out
    assert "no faults, no drafts, 1,274 remarks" in out
    assert "460  … rests on undated facts alone" in out
    assert out.count("\n") < 12
    listed = run("check", repository / "case_studies", "--remarks")[1]
    assert listed.count("\nremark: ") == 1273


def test_check_names_every_fault_and_goes_on(own, run):
    """One broken case and one wrong answer: both named with file and line, the rest is checked."""
    broken(own)
    me = own / "case_studies" / "example" / "me.yaml"
    text = me.read_text(encoding="utf-8")
    me.write_text(text.replace("value: partly", "value: Partly", 1), encoding="utf-8")
    code, out, err = run("check", own)
    assert (code, err) == (1, "")
    assert "broken/case.yaml:2: " in out
    assert "me.yaml:14: ratings[3].value: 'Partly'" in out
    assert "nearest: partly" in out
    assert "2 faults" in out


def test_check_lists_drafts(own, run):
    """A rating without evidence is listed and fails only a strict check."""
    me = own / "case_studies" / "example" / "me.yaml"
    text = me.read_text(encoding="utf-8")
    me.write_text(text.replace(", evidence: [example-02]}", "}", 1), encoding="utf-8")
    code, out, _ = run("check", own)
    assert (code, out.count("draft: ")) == (0, 1)
    assert "1 draft," in out
    assert run("check", own, "--strict")[0] == 1


def test_an_empty_folder_and_a_missing_one_are_told_apart(tmp_path, run):
    """Each has a message of its own, with what to do."""
    (tmp_path / "empty").mkdir()
    code, out, _ = run("check", tmp_path / "empty")
    assert (code, "no case was found" in out) == (1, True)
    code, out, _ = run("check", tmp_path / "missing")
    assert (code, "there is no folder" in out) == (1, True)
    code, _, err = run("export", tmp_path / "empty", tmp_path / "out.xlsx")
    assert (code, "no case was found" in err) == (1, True)


def test_check_reads_frameworks_of_ones_own(own, repository, run):
    """Frameworks below the path are checked, and cases may use their items."""
    samples = repository / "tests" / "frameworks" / "samples" / "own"
    shutil.copytree(samples / "ladder", own / "frameworks" / "ladder")
    code, out, _ = run("check", own)
    assert (code, "1 framework\n" in out) == (0, True)
    text = own / "frameworks" / "ladder" / "framework.yaml"
    text.write_text(text.read_text(encoding="utf-8") + "surplus: 1\n", encoding="utf-8")
    code, out, _ = run("check", own)
    assert (code, "framework.yaml" in out) == (1, True)
    assert "1 sound case" in out


def test_check_reads_frameworks_alone(repository, run):
    """A folder of frameworks without cases is no fault; the built-in ones may be checked, too."""
    for folder in ("tests/frameworks/samples/own", "engagement_kit/frameworks/library"):
        code, out, _ = run("check", repository / folder)
        assert (code, "no faults" in out) == (0, True)


def test_new_makes_a_study_and_never_overwrites(tmp_path, run):
    """The first call says where to begin, the second refuses without a traceback."""
    code, out, _ = run("new", tmp_path / "own")
    assert (code, "README.md" in out) == (0, True)
    code, _, err = run("new", tmp_path / "own")
    assert (code, "not empty" in err) == (1, True)


def test_import_reads_a_sheet_into_a_study(own, tmp_path, run):
    """What was added is told; what is wrong is told row by row, and nothing is written."""
    sheet = tmp_path / "my ratings.csv"
    header = "case,wave,coder,item,value,confidence,evidence,note\n"
    row = "example,2024,you,smi.investment.budget,yes,high,example-08,\n"
    sheet.write_text(header + row, encoding="utf-8")
    code, out, _ = run("import", sheet, own)
    assert (code, "ratings: 1 new" in out) == (0, True)
    assert load_cases(own)["example"].coders == ("me", "you")
    sheet.write_text(header + row.replace("yes", "Yes").replace("you", "they"), encoding="utf-8")
    code, _, err = run("import", sheet, own)
    assert (code, "my ratings.csv:2: value: 'Yes'" in err) == (1, True)
    assert load_cases(own)["example"].coders == ("me", "you")


def test_export_and_data_go_on_without_a_broken_case(own, tmp_path, run):
    """What is sound is written; what was left out is named, and the code is 1."""
    broken(own)
    code, out, err = run("export", own, tmp_path / "out.xlsx")
    assert (code, "Wrote " in out, "broken/case.yaml:2" in err) == (1, True, True)
    code, out, err = run("data", own, tmp_path / "tables")
    assert (code, "files to" in out, "broken/case.yaml:2" in err) == (1, True, True)
    assert (tmp_path / "tables" / "datapackage.json").is_file()
    shutil.rmtree(own / "case_studies" / "broken")
    assert run("export", own, tmp_path / "out")[0] == 0
    assert run("data", own, "--out", tmp_path / "tables")[0] == 0


def test_a_study_of_broken_cases_alone_says_so(own, tmp_path, run):
    """With nothing sound there is nothing to write."""
    broken(own)
    shutil.rmtree(own / "case_studies" / "example")
    code, _, err = run("export", own, tmp_path / "out.xlsx")
    assert (code, "broken/case.yaml:2" in err) == (1, True)
    assert not (tmp_path / "out.xlsx").exists()


def test_what_would_steer_a_terminal_is_written_out(tmp_path, run):
    """A name with control characters is shown, not obeyed."""
    _, out, _ = run("check", tmp_path / "a\x1b[31mb")
    assert "\x1b" not in out
    assert "\\x1b[31m" in out


def test_it_runs_as_a_program_and_stays_light(own):
    """The check of a small study needs neither pandas nor matplotlib."""
    code = (
        "import sys; from engagement_kit.cli import main; code = main(['check', '.']);"
        "print(code, sorted({'pandas', 'matplotlib'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=own,
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(Path(cli.__file__).parents[1]), "PYTHONIOENCODING": "ascii"},
    )
    assert done.stdout.splitlines()[-1] == "0 []"


def test_study_runs_and_says_where_the_results_are(own, run, monkeypatch):
    """The command hands on what it was given; what was left out is named and makes the code 1."""
    calls = []

    def run_study(path, out, *, notebooks, lang):
        calls.append((path, out, notebooks, lang))
        faults = (Fault("no_case", "x", value="x"),) if lang == "ko" else ()
        return StudyResult(Path(out), faults, (), (Path(out) / "report.html",))

    monkeypatch.setattr(report, "run_study", run_study)
    code, out, _ = run("study", own)
    assert (code, f"Begin with {own / 'build' / 'study' / 'report.html'}" in out) == (0, True)
    code, _, err = run("study", own, "--out", "o", "--notebooks", "n", "--lang", "ko")
    assert (code, "Left out" in err) == (1, True)
    assert calls == [(str(own), own / "build" / "study", None, "en"), (str(own), "o", "n", "ko")]


def test_an_environment_in_the_study_is_passed_over(own, run):
    """Frameworks of the package itself, installed in the study's .venv, are not its own."""
    shutil.copytree(LIBRARY, own / ".venv" / "lib" / "frameworks" / "library")
    code, out, _ = run("check", own)
    assert code == 0
    assert "no faults" in out


@pytest.mark.parametrize("command", [("export", "out.xlsx"), ("data", "tables"), ("check",)])
def test_a_mistyped_folder_of_frameworks_is_told(own, run, command):
    """``--frameworks`` that leads nowhere fails; the command does not go on without them."""
    name, *rest = command
    code, out, err = run(name, own, *rest, "--frameworks", "nothere")
    assert code == 1
    assert "nothere" in out + err
    assert not (own / "out.xlsx").exists()


def test_what_the_system_refuses_is_told_without_a_traceback(run):
    """A path that no file can have is answered in one line, with exit code 1."""
    code, _, err = run("check", "x" * 5000)
    assert code == 1
    assert "too long" in err


@pytest.fixture
def served(monkeypatch):
    """How an app was started and what it opened; Ctrl+C stops it as soon as somebody waits."""
    seen = {"opened": []}

    class App:
        address = "http://127.0.0.1:8866/?token=abc"

        def wait(self):
            raise KeyboardInterrupt

    @contextlib.contextmanager
    def running_app(path, **options):
        seen.update(options, path=path)
        yield App()

    monkeypatch.setattr(app, "running_app", running_app)
    monkeypatch.setattr(webbrowser, "open", seen["opened"].append)
    return seen


def test_app_tells_its_address_and_opens_it(run, served):
    """The address with the token is printed and opened in the browser; Ctrl+C is no failure."""
    code, out, err = run("app", "my-study")
    assert code == 0
    assert "http://127.0.0.1:8866/?token=abc" in out
    assert err == ""
    assert served["opened"] == ["http://127.0.0.1:8866/?token=abc"]
    assert served["path"] == "my-study"


def test_app_takes_port_language_and_frameworks(run, served):
    """What is asked for on the command line reaches the app; no browser is opened if unwanted."""
    words = ("--port", "9000", "--lang", "ko", "--frameworks", "own", "--no-browser")
    assert run("app", "my-study", *words)[0] == 0
    assert (served["port"], served["lang"], served["frameworks"]) == (9000, "ko", "own")
    assert served["opened"] == []


def test_app_on_a_folder_that_is_not_there_fails(run):
    """A wrong path is told in one sentence before anything is started."""
    code, out, err = run("app", "nowhere")
    assert (code, out) == (1, "")
    assert "there is no folder 'nowhere'" in err
