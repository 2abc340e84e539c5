"""A page from a file, without writing Python."""

import pandas as pd
import pytest

from casekit.course.report import main, read_csv

ROWS = [("007", "2025-01-01", 5.0), ("007", "2025-02-01", 7.5), ("é客", "2025-02-03", 9.0)]


@pytest.fixture
def table():
    return pd.DataFrame(ROWS, columns=["client", "ordered_at", "net"])


NAMES = ["--customer-id", "client", "--date", "ordered_at", "--amount", "net"]


@pytest.mark.parametrize(
    ("separator", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "gb18030")]
)
def test_files_are_read_as_spreadsheets_write_them(tmp_path, table, separator, encoding):
    path = tmp_path / "a 1.csv"
    table.to_csv(path, sep=separator, index=False, encoding=encoding)
    read = read_csv(path, "client")
    assert read["client"].tolist() == ["007", "007", "é客"]
    assert read["net"].tolist() == [5.0, 7.5, 9.0]


def test_the_page_is_written_beside_the_file_and_never_twice(tmp_path, table, capsys):
    path = tmp_path / "sales.csv"
    table.to_csv(path, index=False, encoding="utf-8")
    assert main([str(path), *NAMES, "--currency", "€"]) == 0
    page = (tmp_path / "sales.html").read_text(encoding="utf-8")
    assert "€21.50" in page
    assert "2 customers made 3 purchases" in capsys.readouterr().out
    assert main([str(path), *NAMES]) == 1
    assert "there already" in capsys.readouterr().out
    assert main([str(path), *NAMES, "--overwrite", "--no-amount"]) == 0


def test_what_is_wrong_is_said_with_the_way_to_write_it_here(tmp_path, table, capsys):
    path = tmp_path / "sales.csv"
    pd.concat([table, table.head(1)]).to_csv(path, index=False, encoding="utf-8")
    assert main([str(path), *NAMES]) == 1
    said = capsys.readouterr().out
    assert "--duplicates keep counts them all" in said
    assert 'duplicates="keep"' not in said
    assert "missing" not in said
    assert main([str(path), *NAMES, "--duplicates", "drop"]) == 0


@pytest.mark.parametrize("content", [b"\x00\x01\x02\xff\xfe", b""])
def test_what_is_no_table_is_refused(tmp_path, content, capsys):
    path = tmp_path / "picture.csv"
    path.write_bytes(content)
    assert main([str(path)]) == 1
    assert "picture.csv" in capsys.readouterr().out


def test_a_file_that_is_not_there_is_named(tmp_path, capsys):
    assert main([str(tmp_path / "no.csv")]) == 1
    said = capsys.readouterr().out
    assert "no.csv" in said
    assert "drop" not in said


def test_a_column_that_is_not_there_is_asked_for_as_an_option(tmp_path, table, capsys):
    path = tmp_path / "sales.csv"
    table.rename(columns={"client": "Customer ID"}).to_csv(path, index=False, encoding="utf-8")
    assert main([str(path), "--date", "ordered_at", "--amount", "net"]) == 1
    said = capsys.readouterr().out
    assert '--customer-id "Customer ID"' in said
    assert "event_log" not in said
