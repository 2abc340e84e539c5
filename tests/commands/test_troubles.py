"""Each trouble of an installation has its own sentence, which says what to do."""

from pathlib import Path

import pytest

from casekit.course import troubles
from casekit.course.troubles import explain

COURSE = Path("course")


@pytest.mark.parametrize(
    ("log", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("There is not enough space on the disk. (os error 112)", "disk is full"),
        ("<urlopen error [Errno -3] Temporary failure in name resolution>", "no connection"),
        ("error: client error (Connect): dns error: failed to lookup address", "no connection"),
        ("socket.gaierror: [Errno 11001] getaddrinfo failed", "no connection"),
        ("Cannot connect to proxy. ProxyError", "HTTPS_PROXY"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]", "certificate"),
        ("invalid peer certificate: UnknownIssuer", "certificate"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "checksum"),
        ("ERROR: No matching distribution found for scipy==1.17.1", "64-bit Python"),
        ("× scipy==1.17.1 has no wheels with a matching platform tag", "64-bit Python"),
        ("PermissionError: [WinError 5] Access is denied: 'x.dll'", "Nothing can be written"),
        ("OSError: [WinError 206] The filename or extension is too long", "short one"),
    ],
)
def test_a_known_trouble_is_told_in_words(log, sentence):
    assert sentence in explain(f"Collecting a\n{log}\n", COURSE, Path("log"))


def test_an_unknown_trouble_shows_the_end_of_the_log_and_where_the_rest_is():
    told = explain("first\n" * 9 + "last words", COURSE, Path("there.log"))
    assert "last words" in told
    assert "there.log" in told
    assert told.count("first") == 5


def test_a_long_folder_name_is_suspected_on_windows_only(monkeypatch):
    deep = Path("a" * 120)
    assert "too long" not in explain("something", deep, Path("log"))
    monkeypatch.setattr(troubles.sys, "platform", "win32")
    assert "too long" in explain("something", deep, Path("log"))


def test_without_a_network_the_way_by_a_folder_of_packages_is_told():
    told = explain("Network is unreachable", COURSE, Path("log"))
    assert "casekit pack wheels" in told
    assert "lab --from-folder wheels" in told
