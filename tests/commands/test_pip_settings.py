"""What is set for pip holds for uv too."""

from casekit.course.pip_settings import (
    environment_for_pip,
    environment_for_uv,
    parse_pip_config,
    read_pip_settings,
)


def test_a_variable_stands_above_the_install_section_and_that_above_global():
    text = """\
:env:.index-url='https://variable.example/simple'
global.index-url='https://global.example/simple'
install.index-url='https://install.example/simple'
global.find-links='a\\nb'
freeze.timeout='1'
a line of another kind
"""
    assert parse_pip_config(text) == {
        "index-url": ["https://variable.example/simple"],
        "find-links": ["a", "b"],
    }


def test_without_pip_its_variables_are_read(monkeypatch):
    class NoPip:
        returncode = 1
        stdout = ""

    monkeypatch.setattr("subprocess.run", lambda *words, **options: NoPip)
    settings = read_pip_settings({"PIP_INDEX_URL": "https://a.example", "HOME": "h"})
    assert settings == {"index-url": ["https://a.example"]}


def test_indexes_certificates_and_proxies_are_passed_on():
    settings = {
        "index-url": ["https://a.example"],
        "extra-index-url": ["https://b.example", "https://c.example"],
        "find-links": ["one", "two"],
        "cert": ["ca.pem"],
        "proxy": ["http://proxy.example"],
        "trusted-host": ["a.example"],
    }
    given = environment_for_uv(settings, {})
    assert given["UV_DEFAULT_INDEX"] == "https://a.example"
    assert given["UV_INDEX"] == "https://b.example https://c.example"
    assert given["UV_FIND_LINKS"] == "one,two"
    assert given["SSL_CERT_FILE"] == "ca.pem"
    assert given["HTTPS_PROXY"] == "http://proxy.example"
    assert given["UV_INSECURE_HOST"] == "a.example"


def test_what_is_set_for_uv_itself_wins():
    given = environment_for_uv({"index-url": ["https://a.example"]}, {"UV_INDEX": "https://own"})
    assert given["UV_INDEX"] == "https://own"
    assert "UV_DEFAULT_INDEX" not in given


def test_uv_compiles_so_that_kernels_start_fast():
    assert environment_for_uv({}, {})["UV_COMPILE_BYTECODE"] == "1"


def test_uv_compiles_in_a_folder_with_a_chinese_name_under_any_console():
    given = environment_for_uv({}, {"PYTHONIOENCODING": "cp1252"})
    assert given["PYTHONIOENCODING"] == "utf-8"


def test_pip_cannot_be_led_to_install_elsewhere():
    given = environment_for_pip({"PIP_TARGET": "t", "PIP_USER": "1", "PIP_CERT": "c"})
    assert "PIP_TARGET" not in given
    assert given["PIP_USER"] == "0"
    assert given["PIP_CERT"] == "c"
