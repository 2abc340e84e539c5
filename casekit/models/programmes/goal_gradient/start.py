"""Where the search for a goal gradient begins."""

from __future__ import annotations

import numpy as np

from casekit.models.programmes.goal_gradient.likelihood import Terms
from casekit.models.programmes.goal_gradient.rows import CardRows

__all__ = ["first_guess"]


def first_guess(rows: CardRows, terms: Terms) -> dict[str, float]:
    """Begin with comparisons within customers by least squares."""
    size = rows.size.sum(axis=1)
    seen = size > 0
    many = np.where(seen, size, 1.0)
    inner_xx = rows.sum_xx - rows.sum_x[:, :, None] * rows.sum_x[:, None, :] / many[:, None, None]
    inner_xy = rows.sum_xy - rows.sum_x * (rows.sum_y / many)[:, None]
    inner_yy = rows.sum_yy - rows.sum_y**2 / many
    across = float(inner_xx[:, 1, 1].sum())
    gradient = float(inner_xy[:, 1].sum()) / across if across > 1e-9 else 0.0
    gradient = min(max(gradient, -3.0), 3.0)
    left = inner_yy - 2 * gradient * inner_xy[:, 1] + gradient**2 * inner_xx[:, 1, 1]
    noise = np.sqrt(max(float(left.sum()) / max(float((size - seen).sum()), 1.0), 1e-4))
    means = ((rows.sum_y - gradient * rows.sum_x[:, 1]) / many)[seen]
    spread = np.sqrt(max(float(means.var()) - noise**2 / float(size[seen].mean()), 0.05))
    if not terms.spread:
        noise = np.hypot(noise, spread)
    opened = float(rows.open.sum())
    start = {
        "level": float(means.mean()),
        "gradient": gradient,
        "head_start": 0.0,
        "log_noise": float(np.log(noise)),
        "log_spread": float(np.log(spread)),
        "log_odds": float(np.log((opened / 2 + 0.5) / (size.sum() + 1))),
        "head_start_quit": 0.0,
        "slow_quit": 0.0,
    }
    return {name: start[name] for name in terms.names}
