"""Logs of shops that buy at random, reports made of them once, and a reader of pages."""

from collections.abc import Callable
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest

from casekit.datasets import load
from casekit.reports import CustomerReport, customer_report

_VOID = {"meta", "br", "path", "use", "rect", "line", "circle", "polygon", "image"}


class Page(HTMLParser):
    """Read a page as a browser would: its tags, ids and words, and what is not closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.words: list[str] = []
        self.wrong: list[str] = []
        self.feed(html)
        self.close()
        self.wrong += self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]

    def handle_endtag(self, tag):
        if tag in _VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data):
        self.words.append(data)

    @property
    def ids(self) -> list[str]:
        return [value or "" for _tag, name, value in self.attributes if name == "id"]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def make_log(customers: int = 300, days: int = 500, seed: int = 5) -> pd.DataFrame:
    """Let customers begin throughout, buy at a rate of their own, and leave one day."""
    rng = np.random.default_rng(seed)
    rows = []
    for customer in range(customers):
        day = float(rng.integers(0, days))
        rate, stop = rng.gamma(0.8, 1 / 25), rng.exponential(200)
        begin = day
        while day < days and day - begin <= stop:
            rows.append((customer, int(day)))
            day += 1 + rng.exponential(1 / max(rate, 1e-4))
    log = pd.DataFrame(rows, columns=["customer_id", "day"])
    return pd.DataFrame(
        {
            "customer_id": log["customer_id"],
            "date": pd.Timestamp("2024-01-01") + pd.to_timedelta(log["day"], "D"),
            "amount": rng.gamma(3, 12, len(log)).round(2),
        }
    )


@pytest.fixture(scope="session")
def page_of() -> Callable[[str], Page]:
    return Page


@pytest.fixture(scope="session")
def log() -> pd.DataFrame:
    return make_log()


@pytest.fixture(scope="session")
def small(log: pd.DataFrame) -> pd.DataFrame:
    """Too few customers for a model, so that a page is made quickly."""
    return log[log["customer_id"] < 80].reset_index(drop=True)


@pytest.fixture(scope="session")
def small_report(small: pd.DataFrame) -> CustomerReport:
    return customer_report(small)


@pytest.fixture(scope="session")
def cdnow() -> CustomerReport:
    return customer_report(load("cdnow"), currency="$", title="CDNOW", margin=0.3)


@pytest.fixture(scope="session")
def report(log: pd.DataFrame) -> CustomerReport:
    return customer_report(log)
