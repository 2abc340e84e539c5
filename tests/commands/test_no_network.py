"""The real server and a real kernel speak to this computer only: an audit hook sees every call."""

import ast
import contextlib
import ipaddress
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from casekit.course import environment, lab

# What watches: Python loads it at the start of each process that has its folder on the path.
WATCH = """
import os, sys
def watch(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        address = arguments[0] if event.startswith("socket.get") else arguments[1]
        line = ascii((event, address, sys.argv[:1])) + "\\n"
        file = os.open(os.environ["WATCHED"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.write(file, line.encode())
        os.close(file)
sys.addaudithook(watch)
"""
TOKEN = "t" * 48


def ask(port: int, path: str, data: bytes | None = None) -> bytes:
    """Ask the server for one page of its interface, as the page in the browser would."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data=data)
    request.add_header("Authorization", f"token {TOKEN}")
    with urllib.request.urlopen(request, timeout=60) as answer:
        return bytes(answer.read())


@pytest.fixture
def server(tmp_path) -> Iterator[tuple[int, Path]]:
    """Run JupyterLab as the learner's command does, watched; give its port and the record."""
    (tmp_path / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    my, watched = tmp_path / "my", tmp_path / "watched.txt"
    my.mkdir()
    port = lab.free_port(18888)
    own = environment.Environment(Path(sys.executable), owned=False)
    variables = lab.lab_variables(own.variables(), my)
    variables["PYTHONPATH"] = os.pathsep.join([str(tmp_path), variables["PYTHONPATH"]])
    variables.update(WATCHED=str(watched), JUPYTER_TOKEN=TOKEN)
    command = lab.lab_command(own.python, my, port, browser=False)
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, env=variables, cwd=my, stdout=log, stderr=log)
    try:
        for _attempt in range(300):
            try:
                ask(port, "/api/status")
                break
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
        yield port, watched
    finally:
        process.terminate()
        process.wait(30)


def run_in_a_kernel(port: int, code: str) -> str:
    """Start a kernel through the server, run code in it, and give its status."""
    from websocket import create_connection

    kernel = json.loads(ask(port, "/api/kernels", b"{}"))["id"]
    url = f"ws://127.0.0.1:{port}/api/kernels/{kernel}/channels?token={TOKEN}"
    connection = create_connection(url, timeout=60)
    content = {"code": code, "silent": False, "store_history": False}
    header = {"msg_id": "1", "msg_type": "execute_request", "session": "s", "version": "5.3"}
    header |= {"username": "", "date": ""}
    message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
    connection.send(json.dumps({**message, "channel": "shell"}))
    while True:
        answer = json.loads(connection.recv())
        if answer["msg_type"] == "execute_reply":
            connection.close()
            return str(answer["content"]["status"])


def is_this_computer(address: object) -> bool:
    host = address[0] if isinstance(address, tuple) else address
    if host in {None, "", b"", "localhost", b"localhost"}:
        return True
    if isinstance(address, str) and address.startswith("/"):
        return True  # a socket in the file system
    try:
        parsed = ipaddress.ip_address(host.decode() if isinstance(host, bytes) else str(host))
    except ValueError:
        return False
    return parsed.is_loopback or parsed.is_unspecified


def test_server_and_kernel_connect_to_this_computer_only(server):
    port, watched = server
    for path in (
        "/lab",
        "/lab/api/settings",
        "/lab/api/extensions?refresh=1",
        "/lab/api/update",
        "/lab/api/news",
        "/lab/api/translations/",
        "/api/kernelspecs",
        "/lsp/status",
    ):
        # Some of them refuse, which is as good: what counts is whom the server asks.
        with contextlib.suppress(urllib.error.HTTPError):
            ask(port, path)
    code = "import casekit; casekit.load('cdnow_sample')"
    # One connection that is allowed, to know that the watch sees them in a kernel.
    code += f"\nimport socket; socket.socket().connect(('127.0.0.1', {port}))"
    assert run_in_a_kernel(port, code) == "ok"
    calls = [ast.literal_eval(row) for row in watched.read_text(encoding="utf-8").splitlines()]
    seen = {(event, str(address)) for event, address, _program in calls}
    assert ("socket.connect", str(("127.0.0.1", port))) in seen, "the watch was not on"
    assert [call for call in calls if not is_this_computer(call[1])] == []


def test_another_computer_would_be_noticed():
    assert not is_this_computer(("192.0.2.1", 443))
    assert not is_this_computer("pypi.example")
    assert is_this_computer(("127.0.0.1", 8888))
    assert is_this_computer(("::1", 8888, 0, 0))
