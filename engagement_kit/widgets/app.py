"""The forms as an app in the browser, for people who do not want code.

Voila runs in a process of its own: what steers it are environment variables that Jupyter's
libraries read while they are imported, and Ctrl+C has to reach us and not it, so that a change that
is being written is written. It listens on this computer alone and asks for a token. No setting,
start-up file or extension of the reader's own Jupyter takes part; the settings are in
``app/voila.json``. Among them: the page may ask no other server for anything, whatever somebody
pastes; and a kernel whose page is closed, which Voila leaves running, ends after five minutes. Not
sooner: it has to write what was sent last.
"""

from __future__ import annotations

import contextlib
import http.client
import importlib.util
import os
import secrets
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from engagement_kit.errors import Fault, Faults

__all__ = ["FRAMEWORKS", "LANGUAGE", "STUDY", "RunningApp", "app_command", "running_app"]

# How the kernel of a page learns what it serves.
STUDY, FRAMEWORKS, LANGUAGE = (
    "ENGAGEMENT_KIT_STUDY",
    "ENGAGEMENT_KIT_FRAMEWORKS",
    "ENGAGEMENT_KIT_LANG",
)

HOST = "127.0.0.1"
# Always the same one if it is free: browsers keep what is not saved yet by host and port.
PORT = 8866
_FOLDER = Path(__file__).parent / "app"

_START_SECONDS, _STOP_SECONDS = 60, 15
# Beginnings of the names of variables by which a reader sets up Jupyter.
_NOT_PASSED_ON = ("JUPYTER", "IPYTHON", "VOILA", "PYTHONSTARTUP", "ENGAGEMENT_KIT_FRAMEWORKS")


@dataclass(frozen=True)
class RunningApp:
    """An app that answers.

    Attributes
    ----------
    address : str
        With the token, which is the key to it.
    process : subprocess.Popen
    log : Path
        What the server says.
    """

    address: str
    process: subprocess.Popen[bytes]
    log: Path

    def wait(self) -> None:
        """Return never, unless the server stops by itself: Faults with its last words."""
        self.process.wait()
        raise _failed(self.log)


def app_command(
    path: str | Path,
    port: int,
    token: str,
    scratch: str | Path,
    *,
    lang: str = "en",
    frameworks: str | Path | None = None,
) -> tuple[list[str], dict[str, str]]:
    """Command and environment of the server of the app.

    Parameters
    ----------
    path : str or Path
        Folder of the study.
    port : int
    token : str
        Who does not know it is not let in. It goes by environment: everybody on the computer can
        read the words of a command.
    scratch : str or Path
        An empty folder for what Jupyter writes.
    lang : str
        Language to begin with.
    frameworks : str or Path, optional
        Folder of one's own frameworks; the folder ``frameworks`` of the study by default.
    """
    settings = {
        "Voila.port": port,
        "Voila.config_file_paths": _FOLDER,  # else it reads those of the folder it is started in
        "Voila.connection_dir_root": Path(scratch).resolve(),
        "VoilaExporter.language_code": lang,
    }
    argv = [sys.executable, "-m", "voila", str(_FOLDER / "app.ipynb"), "--token"]
    argv += [f"--{name}={value}" for name, value in settings.items()]
    return argv, _environment(Path(path), token, Path(scratch).resolve(), lang, frameworks)


def _environment(
    path: Path, token: str, scratch: Path, lang: str, frameworks: str | Path | None
) -> dict[str, str]:
    """That of this process without what would let the reader's own Jupyter take part."""
    kept = {k: value for k, value in os.environ.items() if not k.startswith(_NOT_PASSED_ON)}
    ours = {
        "JUPYTER_NO_CONFIG": "1",
        "JUPYTER_CONFIG_DIR": str(scratch / "config"),
        "JUPYTER_DATA_DIR": str(scratch / "data"),
        "JUPYTER_RUNTIME_DIR": str(scratch / "runtime"),
        "JUPYTER_PATH": str(_FOLDER / "jupyter"),
        "IPYTHONDIR": str(scratch / "ipython"),
        "JUPYTER_TOKEN": token,
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        STUDY: str(path.resolve()),
        LANGUAGE: lang,
    }
    if frameworks is not None:
        ours[FRAMEWORKS] = str(Path(frameworks).resolve())
    return kept | ours | _import_path(kept)


def _import_path(kept: Mapping[str, str]) -> dict[str, str]:
    """Where the kernel finds this very package if that is not where packages are installed."""
    home = Path(__file__).parents[2]
    if home == Path(sysconfig.get_path("purelib")):
        return {}  # it is found; named first, its neighbours would hide Python's own modules
    others = kept.get("PYTHONPATH")
    return {"PYTHONPATH": os.pathsep.join((str(home), others) if others else (str(home),))}


@contextlib.contextmanager
def running_app(
    path: str | Path,
    *,
    port: int | None = None,
    lang: str = "en",
    frameworks: str | Path | None = None,
) -> Iterator[RunningApp]:
    """The app of a study, which answers when the block begins and is gone when it ends.

    Parameters
    ----------
    path : str or Path
        Folder of the study.
    port : int, optional
        8866 by default, or any free one if that is taken.
    lang : str
        Language to begin with: "en", "ko" or "ar".
    frameworks : str or Path, optional
        Folder of one's own frameworks.

    Raises
    ------
    Faults
        There is no such study, it may not be read, the port is taken, Voila is not installed, or
        the server did not start.
    """
    _check_folder(Path(path))
    if frameworks is not None:
        _check_folder(Path(frameworks))
    if importlib.util.find_spec("voila") is None:
        raise Faults([Fault("no_extra", str(path), value="voila", other="lab")])
    port, token = _port(port), secrets.token_hex(24)
    with tempfile.TemporaryDirectory(prefix="engagement-kit-", ignore_cleanup_errors=True) as made:
        log = Path(made) / "log"
        argv, env = app_command(path, port, token, made, lang=lang, frameworks=frameworks)
        with _stopped_by_signals(), _process(argv, env, log) as process:
            _wait_until_it_answers(process, port, log)
            yield RunningApp(f"http://{HOST}:{port}/?token={token}", process, log)


def _check_folder(path: Path) -> None:
    if not path.is_dir():
        raise Faults([Fault("no_folder", str(path), value=str(path))])
    try:
        with os.scandir(path) as entries:
            next(entries, None)
    except OSError as error:
        reason = error.strerror or str(error)
        raise Faults([Fault("cannot_read", str(path), other=reason)]) from None


def _port(wanted: int | None) -> int:
    """A port on which nobody listens."""
    for port in (PORT, 0) if wanted is None else (wanted,):
        with contextlib.suppress(OSError, OverflowError), socket.socket() as trial:
            if os.name == "posix":  # a server that has just ended does not keep its port
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((HOST, port))
            number: int = trial.getsockname()[1]
            return number
    raise Faults([Fault("port_taken", f"{HOST}:{wanted}", value=wanted)])


@contextlib.contextmanager
def _process(
    argv: list[str], env: Mapping[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """The server; asked to end its kernels and itself when the block ends, killed if it does not.

    In a session of its own, Ctrl+C in the terminal does not reach it.
    """
    with log.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603 - the words are ours, see app_command
            argv,
            env=env,
            cwd=log.parent,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            process.kill()
            process.wait()


@contextlib.contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """Let a polite request to end, or a closed terminal, be what Ctrl+C is: kernels would stay."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    names = ("SIGTERM", "SIGHUP")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = [signal.signal(number, signal.default_int_handler) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _wait_until_it_answers(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError):
            connection = http.client.HTTPConnection(HOST, port, timeout=2)
            with contextlib.closing(connection):
                connection.request("GET", "/login")
                connection.getresponse()
                return
        time.sleep(0.1)
    raise _failed(log)


def _failed(log: Path) -> Faults:
    """That the server is not there, with the last line of what it said."""
    lines = [line for line in log.read_text("utf-8", "replace").splitlines() if line.strip()]
    return Faults([Fault("app_stopped", "app", other=lines[-1].strip() if lines else "no word")])
