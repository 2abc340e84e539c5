"""casekit: generators with a known truth, the field's metrics and models, and a coach.

``import casekit as ck`` is fast: a name is loaded from its room when it is first used, so the
commands run on a bare Python that has no pandas. This file must parse on Python 3.6, which is
what lets ``python3 -m casekit`` say in words that a Python is too old.
"""

_ROOMS = {
    "casekit.errors": ["CasekitWarning", "InputError"],
    "casekit.frames": [
        "choice_panel",
        "event_log",
        "histories_from",
        "log_problems",
        "starts_mid_life",
    ],
    "casekit.frames.barriers": ["facet_crosswalk"],
    "casekit.frames.ledger": ["points_ledger"],
    "casekit.frames.subscriptions": ["subscriptions"],
    "casekit.frames.survivors": ["survivor_table"],
    "casekit.datasets": ["load"],
    "casekit.generators.adoption": [
        "NormalTastes",
        "TwoKinds",
        "make_adoption",
        "make_standards_market",
    ],
    "casekit.generators.budget": ["make_budget_response"],
    "casekit.generators.community": [
        "make_adviser_departures",
        "make_community_panel",
        "make_departures",
        "make_friend_circles",
        "make_two_towns",
    ],
    "casekit.generators.habits": [
        "make_brand_panel",
        "make_status_quo_test",
        "make_ticket_experiment",
    ],
    "casekit.generators.ledger": ["make_points_ledger"],
    "casekit.generators.loyalty": [
        "RepurchaseRule",
        "make_cx_survey",
        "make_nps_industry",
        "market_satisfaction",
        "service_statements",
    ],
    "casekit.generators.pricing": [
        "make_duopoly_prices",
        "make_network_market",
        "make_portability_panel",
    ],
    "casekit.generators.programmes": [
        "CardLaunchTruth",
        "CoalitionTruth",
        "expected_interval_days",
        "make_card_launch",
        "make_card_launch_panel",
        "make_coalition",
        "make_members",
        "make_membership_panel",
        "make_points_window",
        "make_stamp_cards",
        "simulate_members",
    ],
    "casekit.generators.programmes.designs": [
        "Member",
        "PointsProgramme",
        "StampCard",
        "TierProgramme",
    ],
    "casekit.generators.purchases": ["make_donations", "make_purchase_histories", "make_purchases"],
    "casekit.generators.segments": ["Archetype", "make_category_panel", "make_customer_base"],
    "casekit.generators.subscriptions": [
        "expect_subscription",
        "make_cohorts",
        "make_subscriptions",
    ],
    "casekit.generators.switching": [
        "Compatibility",
        "FriendGroupLeaves",
        "NumberPortability",
        "RivalOffer",
        "barrier_statements",
        "logit_prices",
        "make_barrier_survey",
        "make_shy_market",
        "make_switching_market",
        "undercut_proof_prices",
    ],
    "casekit.metrics.adoption": ["adoption_outcomes"],
    "casekit.metrics.budget": ["cost_per_customer", "payback_months"],
    "casekit.metrics.cohorts": ["cohort_table"],
    "casekit.metrics.community": [
        "cascade_size",
        "friends_who_moved",
        "leaving_by_friends_left",
        "share_of_friends_left",
    ],
    "casekit.metrics.habits": [
        "half_life",
        "repeat_buying",
        "status_quo_advantage",
        "sunk_cost_effect",
    ],
    "casekit.metrics.ledger": [
        "PriceAllocation",
        "allocate_price",
        "journal_entries",
        "liability_roll_forward",
        "naive_breakage",
        "points_roll_forward",
        "recognise_revenue",
        "redemption_curve",
        "redemption_triangle",
        "stored_value_roll_forward",
    ],
    "casekit.metrics.loyalty": [
        "difference_reliability",
        "gap_reliability",
        "growth_correlations",
        "hostages",
        "loyalty_cells",
        "loyalty_cells_by_cut",
        "loyalty_phases",
        "net_promoter_change",
        "net_promoter_sample_size",
        "net_promoter_score",
        "recovery_table",
        "satisfaction_curve",
        "service_gaps",
    ],
    "casekit.metrics.pricing": ["change_at", "herfindahl"],
    "casekit.metrics.programmes": [
        "compare_redeemers",
        "compare_shares",
        "difference_in_means",
        "interval_by_progress",
        "number_stamps",
        "published_tiers",
        "reward_rate",
        "reward_spike",
        "tier_reward_rates",
    ],
    "casekit.metrics.purchases": [
        "distinct_histories",
        "purchase_histories",
        "split_calibration_holdout",
    ],
    "casekit.metrics.segments": [
        "brand_panel",
        "double_jeopardy",
        "duplication_of_purchase",
        "four_cells",
        "gini",
        "lognormal_gini",
        "lognormal_sigma",
        "lognormal_top_share",
        "lorenz_curve",
        "rfm_scores",
        "rfm_segments",
        "rfm_table",
        "segment_rules",
        "segment_summary",
        "top_share",
    ],
    "casekit.metrics.subscriptions": [
        "leaving_around_card_replacement",
        "renewal_spike_ratio",
        "retention_rates",
        "subscription_months",
        "subscription_survival",
        "survivors_from",
    ],
    "casekit.metrics.switching": [
        "cronbach_alpha",
        "facet_profile",
        "friends_pull",
        "switching_signatures",
        "unlocking_table",
    ],
    "casekit.models.adoption": [
        "KatzShapiroDuopoly",
        "RohlfsDemand",
        "break_in_price",
        "chance_of_winning",
        "unit_cost",
        "who_wins",
    ],
    "casekit.models.budget": [
        "Allocation",
        "BudgetPath",
        "BudgetPlan",
        "CustomerEquity",
        "ResponseCurve",
        "ResponseFit",
        "allocate",
        "blattberg_deighton_markets",
        "budget_path",
        "fit_response",
        "search_markets",
    ],
    "casekit.models.community": [
        "FriendsLeave",
        "compare_friends_of_movers",
        "joining_effects",
        "loss_after_departure",
        "margin_from_joining",
        "match_on_history",
    ],
    "casekit.models.experiments": [
        "InstrumentResults",
        "ThresholdResults",
        "balance_check",
        "difference_in_differences",
        "event_study",
        "instrument_estimate",
        "threshold_effect",
    ],
    "casekit.models.habits": [
        "BrandChoice",
        "TasteAndHabit",
        "coupon_outcomes",
        "coupon_payback",
        "coupon_trial",
        "habit_signs",
        "lagged_price_test",
        "measure_scanner_panels",
        "scanner_panel",
    ],
    "casekit.models.ledger": ["Breakage"],
    "casekit.models.loyalty": ["ConfirmatoryFactors", "SatisfactionCurve"],
    "casekit.models.pricing": [
        "PriceGame",
        "best_single_price",
        "cheapest_switching_cost",
        "harmless_switching_cost",
        "minimum_bounty",
        "one_period_price",
        "price_curve",
        "two_period_prices",
    ],
    "casekit.models.programmes": [
        "CrossPartnerResults",
        "FiveAnswers",
        "GoalGradient",
        "best_programme",
        "calibrate_first_interval",
        "calibrate_gradient",
        "cross_partner_effects",
        "expected_card_days",
        "five_answers",
        "points_pressure",
        "programme_outcome",
        "programme_parts",
        "solve_member",
    ],
    "casekit.models.purchases": [
        "BGBB",
        "BGNBD",
        "GammaGamma",
        "MBGNBD",
        "ParetoNBD",
        "backtest",
        "compare_purchase_models",
        "customer_lifetime_value",
    ],
    "casekit.models.segments": [
        "KMeansSegments",
        "NBD",
        "NBDDirichlet",
        "choose_k",
        "defended_k",
        "measure_scanner_brands",
    ],
    "casekit.models.subscriptions": [
        "Attention",
        "BetaDiscreteWeibull",
        "CancellationHazard",
        "OfferChoice",
        "ShiftedBetaGeometric",
        "expected_lifetime",
        "margin_multiple",
        "margin_multiple_elasticity",
        "retention_behind",
        "retention_gain",
        "survival_line",
    ],
    "casekit.models.switching": ["LockInXray", "lock_in_xray"],
    "casekit.models.switching.undercut": ["profitable_undercuts", "undercut_switching_costs"],
    "casekit.cases.brightwater": ["brightwater_plans", "brightwater_town"],
    "casekit.cases.five_times": ["five_times_claims"],
    "casekit.cases.larch": ["larch_futures"],
    "casekit.reports": ["customer_report"],
    "casekit.coach": ["check", "hint", "predict", "progress", "reveal"],
}
_FLOORS = ["coach", "course", "datasets", "explorers", "figures", "frames", "generators"]
_FLOORS += ["metrics", "models"]
_HOMES = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = sorted(_HOMES) + _FLOORS
__version__ = "0.1.0"


def __getattr__(name):
    from importlib import import_module

    if name in _HOMES:
        value = getattr(import_module(_HOMES[name]), name)
    elif name in _FLOORS:
        value = import_module("casekit." + name)
    else:
        from difflib import get_close_matches

        near = get_close_matches(name, __all__, n=3)
        hint = " Did you mean: " + ", ".join(near) + "?" if near else ""
        raise AttributeError("casekit has no name {!r}.{}".format(name, hint))
    globals()[name] = value
    return value


def __dir__():
    return sorted(__all__ + ["__version__"])
