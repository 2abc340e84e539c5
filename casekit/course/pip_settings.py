"""Pass pip's settings on to uv, which ignores them: an index of one's own, certificates, a proxy.

Companies and universities set these for pip; without them uv would fail where pip works.
"""

import ast
import os
import subprocess
import sys
from collections.abc import Mapping

__all__ = ["environment_for_pip", "environment_for_uv", "read_pip_settings"]

# Whoever has set one of these has told uv already what to use.
UV_OWN = ("UV_DEFAULT_INDEX", "UV_INDEX", "UV_INDEX_URL", "UV_EXTRA_INDEX_URL", "UV_FIND_LINKS")
# Settings that would send the packages elsewhere than into the course's environment.
ASTRAY = ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIREMENT", "PIP_CONSTRAINT")


def parse_pip_config(text: str) -> dict[str, list[str]]:
    """Read what ``pip config list`` prints into one table of names and values.

    A command's own section stands above ``global``, an environment variable above both.

    Examples
    --------
    >>> parse_pip_config("global.index-url='https://example.org/simple'")
    {'index-url': ['https://example.org/simple']}
    """
    ranks = {"global": 0, "install": 1, ":env:": 2}
    found: dict[str, tuple[int, list[str]]] = {}
    for row in text.splitlines():
        key, equals, value = row.partition("=")
        section, _dot, name = key.partition(".")
        if not equals or section not in ranks:
            continue
        try:
            words = str(ast.literal_eval(value)).split()
        except (ValueError, SyntaxError):
            continue
        if name not in found or ranks[section] >= found[name][0]:
            found[name] = (ranks[section], words)
    return {name: words for name, (_rank, words) in found.items()}


def read_pip_settings(environ: Mapping[str, str] | None = None) -> dict[str, list[str]]:
    """Ask pip for its settings; where there is no pip, read its environment variables.

    Parameters
    ----------
    environ : mapping of str, optional
        The environment variables (default: this process's).

    Returns
    -------
    dict of str to list of str
        Setting names without ``global.``, for example ``index-url``.
    """
    environ = os.environ if environ is None else environ
    # Encoding named: pip writes in the console's, and a folder may have any name.
    listing = subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", "config", "list"],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        env={**environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    if listing.returncode == 0:
        return parse_pip_config(listing.stdout)
    rows = [
        f":env:.{name[4:].lower().replace('_', '-')}={value!r}"
        for name, value in environ.items()
        if name.startswith("PIP_")
    ]
    return parse_pip_config("\n".join(rows))


def environment_for_uv(
    settings: Mapping[str, list[str]], environ: Mapping[str, str]
) -> dict[str, str]:
    """Give uv the environment variables that say what pip's settings say.

    Parameters
    ----------
    settings : mapping
        What ``read_pip_settings`` gave.
    environ : mapping of str
        The environment variables to start from; uv's own settings there win.

    Examples
    --------
    >>> environment_for_uv({"index-url": ["https://example.org/simple"]}, {})["UV_DEFAULT_INDEX"]
    'https://example.org/simple'
    """
    chosen = {
        # Without this every kernel would parse all packages again: 3 s more at each start.
        "UV_COMPILE_BYTECODE": "1",
        "UV_NO_PROGRESS": "1",
    }
    if not any(name in environ for name in UV_OWN):
        for setting, variable, joint in (
            ("index-url", "UV_DEFAULT_INDEX", " "),
            ("extra-index-url", "UV_INDEX", " "),
            ("find-links", "UV_FIND_LINKS", ","),
        ):
            if settings.get(setting):
                chosen[variable] = joint.join(settings[setting])
        # pip looks through all indexes; every package is checked by its hash anyway.
        chosen["UV_INDEX_STRATEGY"] = "unsafe-best-match"
        if settings.get("no-index", ["false"])[0].lower() in {"1", "true", "yes", "on"}:
            chosen["UV_NO_INDEX"] = "1"
    if settings.get("trusted-host"):
        chosen["UV_INSECURE_HOST"] = " ".join(settings["trusted-host"])
    if settings.get("cert"):
        chosen["SSL_CERT_FILE"] = settings["cert"][0]
    if settings.get("proxy"):
        chosen["HTTPS_PROXY"] = chosen["HTTP_PROXY"] = settings["proxy"][0]
    # uv hands file names to Python by a pipe; under another encoding, a folder with a Chinese name
    # is not found there and nothing is compiled, without a word.
    return {**chosen, **environ, "PYTHONIOENCODING": "utf-8"}


def environment_for_pip(environ: Mapping[str, str]) -> dict[str, str]:
    """Drop the settings with which pip would install into another place than it is told.

    Examples
    --------
    >>> environment_for_pip({"PIP_TARGET": "elsewhere", "HOME": "h"})["HOME"]
    'h'
    """
    kept = {name: value for name, value in environ.items() if name not in ASTRAY}
    return {**kept, "PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0", "PYTHONIOENCODING": "utf-8"}
