"""The names of the columns of a service survey, and of the groups that are made of it."""

__all__ = [
    "ATTITUDES",
    "CATEGORY_SHARE",
    "CELL",
    "COMPLAINED",
    "DIMENSION_ITEMS",
    "FAILURE",
    "IMPORTANCES",
    "LOYALTY_CELLS",
    "MARKET",
    "PERIOD",
    "RECOMMEND",
    "RECOVERY",
    "REPURCHASED",
    "RESPONDENT_ID",
    "SATISFACTION",
    "SATISFACTION_TYPES",
]

RESPONDENT_ID = "respondent_id"
PERIOD = "period"
MARKET = "market"
SATISFACTION = "satisfaction"
RECOMMEND = "recommend"
ATTITUDES = ("attitude_1", "attitude_2", "attitude_3")
CATEGORY_SHARE = "share_of_category"
FAILURE = "failure"
COMPLAINED = "complained"
RECOVERY = "recovery"
REPURCHASED = "repurchased"
IMPORTANCES = (
    "importance_tangibles",
    "importance_reliability",
    "importance_responsiveness",
    "importance_assurance",
    "importance_empathy",
)
# Items of the course's service survey by dimension: 4, 5, 4, 4 and 5.
DIMENSION_ITEMS: dict[str, list[str]] = {
    "tangibles": ["s01", "s02", "s03", "s04"],
    "reliability": ["s05", "s06", "s07", "s08", "s09"],
    "responsiveness": ["s10", "s11", "s12", "s13"],
    "assurance": ["s14", "s15", "s16", "s17"],
    "empathy": ["s18", "s19", "s20", "s21", "s22"],
}
CELL = "cell"
# Dick & Basu (1994), by the number 2 * (high attitude) + (high patronage).
LOYALTY_CELLS = ("none", "spurious", "latent", "true")
# Jones & Sasser (1995), by the number 2 * (dissatisfied) + (leaves).
SATISFACTION_TYPES = ("loyalists", "mercenaries", "hostages", "defectors")
