"""The small-area model where its figures can be had with a pencil, and where it must step back."""

from __future__ import annotations

import numpy as np
import pytest

from transforms.indicators.small_areas import METHODS, fay_herriot

Y = np.array([0.10, 0.30, 0.20, 0.60, 0.40, 0.50])
ONES = np.ones((6, 1))
D = np.full(6, 0.01)


def made(seed: int = 3, areas: int = 40) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    chance = np.random.default_rng(seed)
    x = np.column_stack([np.ones(areas), chance.normal(size=areas)])
    variance = chance.uniform(0.2, 2.0, areas)
    return x @ [1.0, 0.5] + chance.normal(0, 1, areas) + chance.normal(0, np.sqrt(variance)), x, variance


# Equal D and only an intercept: beta is the mean 0.35, sum of squares 0.175; sigma2v is what the spread leaves over.
@pytest.mark.parametrize(
    ("method", "sigma2v"), [("REML", 0.175 / 5 - 0.01), ("ML", 0.175 / 6 - 0.01), ("FH", 0.175 / 5 - 0.01)]
)
def test_equal_variances_by_hand(method: str, sigma2v: float) -> None:
    model = fay_herriot(Y, ONES, D, method=method)
    gamma = sigma2v / (sigma2v + 0.01)
    assert model.sigma2v == pytest.approx(sigma2v, rel=1e-10)
    assert model.beta == pytest.approx([0.35])
    assert model.beta_se == pytest.approx([np.sqrt((sigma2v + 0.01) / 6)])
    assert model.eblup == pytest.approx(gamma * Y + (1 - gamma) * 0.35)
    # g1 + g2 + 2 g3 with Q = (sigma2v + D) / 6, var(sigma2v) = (sigma2v + D)^2 / 3; only ML has a bias.
    bias = -(sigma2v + 0.01) / 6 if method == "ML" else 0
    mse = gamma * 0.01 + (1 - gamma) ** 2 * ((sigma2v + 0.01) / 6 + 2 * (sigma2v + 0.01) / 3 - bias)
    assert model.mse == pytest.approx(np.full(6, mse))


@pytest.mark.parametrize("method", METHODS)
def test_no_more_spread_than_sampling_makes_every_figure_synthetic(method: str) -> None:
    model = fay_herriot(Y, ONES, np.full(6, 1.0), method=method)
    assert (model.sigma2v, model.status) == (0, "no_area_effect")
    assert model.eblup == pytest.approx(np.full(6, 0.35))
    assert model.gamma.tolist() == [0] * 6


@pytest.mark.parametrize("unusable", [{"y": np.nan}, {"d": 0.0}, {"d": np.nan}, {"d": -1.0}])
def test_an_area_without_a_direct_estimate_is_predicted_and_does_not_enter_the_fit(unusable: dict[str, float]) -> None:
    y, d = np.append(Y, unusable.get("y", 9.0)), np.append(D, unusable.get("d", 0.01))
    model, without = fay_herriot(y, np.ones((7, 1)), d), fay_herriot(Y, ONES, D)
    assert model.sigma2v == pytest.approx(without.sigma2v)
    assert model.synthetic.tolist() == [False] * 6 + [True]
    assert (model.eblup[-1], model.gamma[-1]) == (pytest.approx(0.35), 0)
    assert model.mse[-1] == pytest.approx(model.sigma2v + model.beta_se[0] ** 2)
    assert model.eblup[:6] == pytest.approx(without.eblup)


def test_an_area_that_is_declared_unusable_is_synthetic() -> None:
    model = fay_herriot(Y, ONES, D, usable=np.array([True] * 5 + [False]))
    assert model.synthetic.tolist() == [False] * 5 + [True]
    assert model.eblup[-1] == pytest.approx(Y[:5].mean())


def test_an_area_without_predictors_has_no_figure() -> None:
    x = np.vstack([np.column_stack([np.ones(6), [1.0, 2, 3, 4, 5, 7]]), [1.0, np.nan]])
    model = fay_herriot(np.append(Y, 0.3), x, np.append(D, 0.01))
    assert np.isnan(model.eblup[-1])
    assert np.isnan(model.mse[-1])
    assert np.isfinite(model.eblup[:6]).all()


@pytest.mark.parametrize(("x", "status"), [(np.eye(6), "too_few_areas"), (np.ones((6, 2)), "collinear")])
def test_what_cannot_be_fitted_is_undefined(x: np.ndarray, status: str) -> None:
    model = fay_herriot(Y, x, D)
    assert model.status == status
    assert np.isnan(model.sigma2v)
    assert np.isnan(model.eblup).all()


def test_an_unknown_method_is_refused() -> None:
    with pytest.raises(ValueError, match="no method"):
        fay_herriot(Y, ONES, D, method="reml")


@pytest.mark.parametrize("method", METHODS)
def test_order_and_unit_do_not_change_the_figures(method: str) -> None:
    y, x, d = made()
    model, backwards = fay_herriot(y, x, d, method=method), fay_herriot(y[::-1], x[::-1], d[::-1], method=method)
    percent = fay_herriot(100 * y, x, 1e4 * d, method=method)
    assert backwards.eblup[::-1] == pytest.approx(model.eblup, rel=1e-9)
    assert percent.eblup == pytest.approx(100 * model.eblup, rel=1e-9)
    assert percent.mse == pytest.approx(1e4 * model.mse, rel=1e-7)


@pytest.mark.parametrize("method", METHODS)
def test_a_figure_lies_between_the_direct_estimate_and_the_model(method: str) -> None:
    y, x, d = made()
    model = fay_herriot(y, x, d, method=method)
    line = x @ model.beta
    assert np.all((np.minimum(y, line) <= model.eblup + 1e-12) & (model.eblup <= np.maximum(y, line) + 1e-12))


@pytest.mark.parametrize("method", ["REML", "ML"])
def test_the_likelihood_is_highest_at_the_estimate(method: str) -> None:
    y, x, d = made(seed=8)

    def log_likelihood(sigma2v: float) -> float:
        v = np.diag(1 / (sigma2v + d))
        information = x.T @ v @ x
        rest = y - x @ np.linalg.solve(information, x.T @ v @ y)
        value = np.linalg.slogdet(v)[1] - rest @ v @ rest
        return value - np.linalg.slogdet(information)[1] if method == "REML" else value

    top = fay_herriot(y, x, d, method=method).sigma2v
    assert top > 0
    assert all(log_likelihood(top) >= log_likelihood(other) for other in np.linspace(0, 5 * top, 300))


def test_most_intervals_hold_the_truth() -> None:
    chance = np.random.default_rng(1)
    inside = []
    for _ in range(60):
        x = np.column_stack([np.ones(30), chance.normal(size=30)])
        d = chance.uniform(0.3, 1.5, 30)
        truth = x @ [2.0, 1.0] + chance.normal(0, 1, 30)
        model = fay_herriot(truth + chance.normal(0, np.sqrt(d)), x, d)
        inside.append(np.abs(model.eblup - truth) < 1.96 * np.sqrt(model.mse))
    assert 0.92 < np.mean(inside) < 0.98
