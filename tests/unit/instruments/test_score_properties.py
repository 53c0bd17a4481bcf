"""What holds of every instrument and every form: bounds, direction, order, gaps, and what an engine would compute."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from evenlode.instruments import Primitive, Scoring, names, score, scorings
from evenlode.instruments.reading import instrument
from evenlode.results import Polarity

SCORED = [name for name in names() if all(figure.items for figure in instrument(name).figures)]
FORMS = [(name, coding) for name in SCORED for coding in instrument(name).codings]


@st.composite
def filled_in(draw: st.DrawFn) -> tuple[str, str, dict[str, int | None]]:
    """An instrument, a coding, and a form of it with valid answers and gaps."""
    name, coding = draw(st.sampled_from(FORMS))
    gap = draw(st.sampled_from([0, 0, 1, 4]))
    rules = {rule.item: rule for scoring in scorings(name, coding) for rule in scoring.items}
    answers = {item: draw(st.integers(rule.low, rule.high)) for item, rule in rules.items()}
    missing = draw(st.lists(st.sampled_from(sorted(answers)), max_size=gap))
    return name, coding, {item: None if item in missing else value for item, value in answers.items()}


def figures(name: str, coding: str, answers: dict[str, int | None]) -> dict[str, Fraction | None]:
    found = score(name, answers, coding)
    return {**found.subscales, "total": found.total}


def better(scoring: Scoring, item: str, value: int) -> int | None:
    """The next better answer to an item; None at the best."""
    (rule,) = (one for one in scoring.items if one.item == item)
    step = 1 if (scoring.polarity is Polarity.HIGHER_IS_BETTER) != rule.reversed else -1
    return value + step if rule.low <= value + step <= rule.high else None


@given(filled_in())
def test_every_figure_lies_in_its_published_range(form: tuple[str, str, dict[str, int | None]]) -> None:
    name, coding, answers = form
    published = instrument(name).figures_named()
    for figure, found in figures(name, coding, answers).items():
        if found is not None:
            inside = published[figure].range
            assert inside is not None
            assert found in inside


@given(filled_in(), st.data())
def test_the_order_of_the_items_does_not_matter(
    form: tuple[str, str, dict[str, int | None]], data: st.DataObject
) -> None:
    name, coding, answers = form
    shuffled = dict(data.draw(st.permutations(list(answers.items()))))
    assert score(name, shuffled, coding) == score(name, answers, coding)


@given(filled_in(), st.data())
def test_a_better_answer_never_worsens_a_figure(
    form: tuple[str, str, dict[str, int | None]], data: st.DataObject
) -> None:
    name, coding, answers = form
    scoring = data.draw(
        st.sampled_from([one for one in scorings(name, coding) if one.primitive is not Primitive.PROFILE])
    )
    item = data.draw(st.sampled_from([rule.item for rule in scoring.items]))
    was = answers[item]
    improved = None if was is None else better(scoring, item, was)
    before = scoring.of(answers)
    if improved is None or before is None:
        return
    after = scoring.of({**answers, item: improved})
    assert after is not None
    assert after > before if scoring.polarity is Polarity.HIGHER_IS_BETTER else after < before


@given(filled_in(), st.data())
def test_a_gap_takes_figures_away_and_gives_none(
    form: tuple[str, str, dict[str, int | None]], data: st.DataObject
) -> None:
    name, coding, answers = form
    item = data.draw(st.sampled_from(sorted(answers)))
    full, gapped = (figures(name, coding, one) for one in (answers, {**answers, item: None}))
    assert all(full[figure] is not None for figure, found in gapped.items() if found is not None)


@given(filled_in())
def test_a_form_is_valid_or_says_why_not(form: tuple[str, str, dict[str, int | None]]) -> None:
    found = score(form[0], form[2], form[1])
    assert found.valid is (found.reason is None)
    assert found.answered + found.missing + found.invalid == len(form[2])
    assert found.missing == sum(value is None for value in form[2].values())


@given(filled_in())
def test_an_engine_gets_the_same_from_a_sum_and_a_count(form: tuple[str, str, dict[str, int | None]]) -> None:
    """The table in the docstring of Scoring, worked out from two aggregates as a query would."""
    name, coding, answers = form
    for scoring in scorings(name, coding):
        rows = [(rule, value) for rule in scoring.items if (value := answers[rule.item]) is not None]
        count, total = len(rows), sum(rule.low + rule.high - value if rule.reversed else value for rule, value in rows)
        if count < scoring.minimum_valid:
            expected: object = None
        else:
            expected = {
                Primitive.SUM: Fraction(total),
                Primitive.MEAN_TIMES_K: scoring.k * total / count,
                Primitive.SUBSCALE_MEAN: Fraction(total, count),
                Primitive.PROFILE: "".join(str(answers[rule.item]) for rule in scoring.items),
            }[scoring.primitive]
        assert scoring.of(answers) == expected
