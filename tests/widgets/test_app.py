import contextlib
import http.client
import json
import re
import socket
import subprocess
import sys
import urllib.parse

import pytest

from engagement_kit.errors import Faults
from engagement_kit.widgets import app as serving
from engagement_kit.widgets.app import STUDY, app_command, running_app


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """A folder of a study; there is no case in it yet."""
    return tmp_path_factory.mktemp("app") / "내 연구"


@pytest.fixture(scope="module")
def served(study):
    """The app of the study: its page while it runs, and what runs on before and after its end."""
    study.mkdir()
    with contextlib.ExitStack() as stack:
        app = stack.enter_context(running_app(study, lang="ar"))
        found = {"without token": _get(app.address.partition("?")[0])}
        found["status"], found["page"], found["headers"] = _get(app.address)
        found["programs"] = _programs(app.log.parent)
        stack.close()
        return found | {"left": _programs(app.log.parent), "exit": app.process.poll()}


def _programs(scratch):
    """Command lines in which the folder of an app stands: its server, its kernels."""
    done = subprocess.run(["ps", "-ww", "-eo", "args"], capture_output=True, text=True, check=True)
    return [line for line in done.stdout.splitlines() if str(scratch) in line]


def _get(address):
    """Status, text and headers of a page, no forwarding followed."""
    parts = urllib.parse.urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
    connection.request("GET", f"/?{parts.query}")
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text, answer.headers


def _code(error):
    return [fault.code for fault in error.value.faults]


def test_the_app_is_on_this_computer_alone():
    """The server listens on the loopback address, and takes no other port than the one given."""
    settings = json.loads((serving._FOLDER / "voila.json").read_text(encoding="utf-8"))
    assert settings["Voila"]["ip"] == serving.HOST == "127.0.0.1"
    assert settings["Voila"]["port_retries"] == 0


def test_kernels_of_closed_pages_end():
    """A kernel that nobody is connected to is looked for and ended."""
    settings = json.loads((serving._FOLDER / "voila.json").read_text(encoding="utf-8"))
    culling = settings["MappingKernelManager"]
    assert 0 < culling["cull_interval"] < culling["cull_idle_timeout"]
    assert "cull_connected" not in culling


def test_the_token_is_not_among_the_words_of_the_command(tmp_path):
    """Other users of the computer, who see the command, do not see the token."""
    argv, env = app_command(tmp_path, 8866, "a key", tmp_path)
    assert "a key" not in " ".join(argv)
    assert "a key" in env.values()


def test_the_study_reaches_the_kernel_by_environment(tmp_path, monkeypatch):
    """The whole path of a study goes by environment, wherever the server runs."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a 'study'").mkdir()
    argv, env = app_command("a 'study'", 8866, "t", tmp_path)
    assert env[STUDY] == str(tmp_path / "a 'study'")
    assert "a 'study'" not in " ".join(argv)


def test_the_readers_jupyter_takes_no_part(tmp_path, monkeypatch):
    """Variables that set up the reader's Jupyter are not passed on; ours lie in the scratch."""
    for name in ("JUPYTER_CONFIG_PATH", "JUPYTERLAB_DIR", "VOILA_APP", "PYTHONSTARTUP"):
        monkeypatch.setenv(name, "/theirs")
    monkeypatch.setenv("JUPYTER_PATH", "/theirs")
    _, env = app_command(tmp_path, 8866, "t", tmp_path / "scratch")
    assert "/theirs" not in env.values()
    own = [env[f"JUPYTER_{what}_DIR"] for what in ("CONFIG", "DATA", "RUNTIME")]
    assert all(folder.startswith(str(tmp_path / "scratch")) for folder in own)
    assert env["JUPYTER_NO_CONFIG"] == "1"


def test_a_missing_study_is_told(tmp_path):
    """A folder that is not there is named before anything starts."""
    with pytest.raises(Faults) as error, running_app(tmp_path / "nowhere"):
        pass
    assert _code(error) == ["no_folder"]


def test_a_study_that_may_not_be_read_is_told(tmp_path, monkeypatch):
    """A folder that its reader may not open is named with the reason."""

    def refuse(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(serving.os, "scandir", refuse)
    with pytest.raises(Faults, match="Permission denied") as error, running_app(tmp_path):
        pass
    assert _code(error) == ["cannot_read"]


def test_a_port_that_is_taken_is_told(tmp_path):
    """A port on which somebody listens is refused by number, and what to do is said."""
    with socket.socket() as other:
        other.bind((serving.HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        with (
            pytest.raises(Faults, match=f"{port}.*--port") as error,
            running_app(tmp_path, port=port),
        ):
            pass
    assert _code(error) == ["port_taken"]


def test_without_a_port_another_one_is_found(monkeypatch):
    """Where the usual port is taken and none was asked for, a free one is used."""
    with socket.socket() as other:
        other.bind((serving.HOST, 0))
        other.listen()
        taken = other.getsockname()[1]
        monkeypatch.setattr(serving, "PORT", taken)
        assert serving._port(None) not in {0, taken}


def test_an_install_without_voila_is_told(tmp_path, monkeypatch):
    """Where Voila is not installed, the extra that brings it is named."""
    monkeypatch.setattr(serving.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(Faults, match=r"engagement-kit\[lab\]") as error, running_app(tmp_path):
        pass
    assert _code(error) == ["no_extra"]


def test_a_server_that_does_not_start_is_told(tmp_path, monkeypatch):
    """The last words of a server that ends at once are in the message."""
    words = [sys.executable, "-c", "print('out of luck'); raise SystemExit(3)"]
    monkeypatch.setattr(serving, "app_command", lambda *_, **__: (words, {}))
    with pytest.raises(Faults, match="out of luck") as error, running_app(tmp_path):
        pass
    assert _code(error) == ["app_stopped"]


def test_nobody_is_let_in_without_the_token(served):
    """Without the token there is a page that asks for it, and no kernel."""
    status, text, headers = served["without token"]
    assert status == 302
    assert headers["Location"].startswith("/login")
    assert "open_app" not in text


def test_the_page_runs_and_shows_no_code(served):
    """With the token the notebook runs without an error, and its source is not in the page."""
    assert served["status"] == 200
    assert "error when executing" not in served["page"]
    assert "application/vnd.jupyter.widget-view+json" in served["page"]
    assert "open_app" not in served["page"]


def test_the_page_has_a_title_and_a_language(served):
    """The page says what it is, and in which language."""
    assert "<title>engagement_kit</title>" in served["page"]
    assert '<html lang="ar">' in served["page"]


def test_the_page_names_no_other_server(served):
    """No script, style, picture or link of the page comes from elsewhere, nor could it."""
    page = re.sub(r'xmlns(:\w+)?="[^"]*"|rdf:resource="[^"]*"', "", served["page"])
    assert re.findall(r"(?:https?:)?//[\w.-]+\.\w+", page) == []
    rule = served["headers"]["Content-Security-Policy"]
    assert rule.startswith("default-src 'self'")
    assert "http" not in rule


def test_the_app_leaves_nothing_running(served):
    """When the app ends, server and kernel are gone."""
    assert len(served["programs"]) == 2
    assert served["left"] == []
    assert served["exit"] is not None
