"""Write down every connection that a server or a kernel opens to another machine.

The tests put this folder on PYTHONPATH, so that each Python process that JupyterLab starts loads
the hook before anything else. The browser's own requests are watched by the browser.
"""

import os
import sys
from pathlib import Path

_LOCAL = ("127.", "::1", "localhost", "0.0.0.0", "::ffff:127.")


def _watch(event: str, arguments: tuple) -> None:
    if event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
    elif event == "socket.getaddrinfo":
        address = arguments
    else:
        return
    # A string is a socket file on this machine; names without an address are not looked up.
    if not isinstance(address, tuple) or not address[0]:
        return
    host = address[0].decode() if isinstance(address[0], bytes) else str(address[0])
    if host.startswith(_LOCAL):
        return
    with Path(os.environ["CASEKIT_WATCHED"]).open("a", encoding="utf-8") as log:
        log.write(f"{event} {host} from {sys.argv[:3]}\n")


if "CASEKIT_WATCHED" in os.environ:
    sys.addaudithook(_watch)
