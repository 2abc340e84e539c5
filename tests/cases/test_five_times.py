"""The pages behind the "five times": every one has a source that says where it was read."""

from casekit.cases.five_times import five_times_claims
from casekit.course.citations import sources


def test_every_page_of_the_claim_stands_in_the_list_of_sources():
    claims = five_times_claims()
    known = sources()
    assert set(claims["source"]) <= set(known)
    dated = claims.dropna(subset=["year"])
    assert all(known[row.source].year == row.year for row in dated.itertuples())
    assert set(claims.loc[claims["year"].isna(), "source"]) == {"five-times-undated"}


def test_no_page_prints_a_range_upside_down():
    claims = five_times_claims()
    assert (claims["low"] <= claims["high"]).all()
    assert (claims["low"] > 1).all()
