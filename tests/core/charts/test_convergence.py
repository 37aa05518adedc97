"""The chart of value meeting bound holds the same facts as its table."""

from praya.core.charts.convergence import Tick, convergence


def test_nothing_is_drawn_before_the_first_point() -> None:
    assert convergence([]) is None
    assert convergence([(1.0, 0, 0.0)]) is None


def test_lines_step_from_point_to_point() -> None:
    chart = convergence([(0, 60, 100.0), (10, 100, 100.0)])
    assert chart is not None
    assert chart.value_line == "64.0,226.0 624.0,226.0 624.0,14.0"
    assert chart.bound_line == "64.0,14.0 624.0,14.0 624.0,14.0"
    assert chart.gap_area == "64.0,14.0 624.0,14.0 624.0,14.0 624.0,14.0 624.0,226.0 64.0,226.0"


def test_points_before_half_a_schedule_are_in_the_table_only() -> None:
    chart = convergence([(0, 0, 1100.0), (1, 980, 1010.0), (2, 1000, 1000.0)])
    assert chart is not None
    assert [tick.label for tick in chart.heights] == ["98 %", "99 %", "100 %", "101 %"]
    assert [row.seconds for row in chart.rows] == [0, 1, 2]


def test_axes_carry_round_numbers() -> None:
    chart = convergence([(0.5, 830, 1008.0), (31, 998, 1000.0)])
    assert chart is not None
    assert [tick.label for tick in chart.heights] == ["80 %", "85 %", "90 %", "95 %", "100 %", "105 %"]
    assert [tick.label for tick in chart.moments] == ["0 s", "10 s", "20 s", "30 s"]
    assert chart.moments[0] == Tick(64.0, "0 s")


def test_share_and_gap_are_of_the_last_bound() -> None:
    chart = convergence([(1, 900, 1000.0), (2, 999, 1000.0)])
    assert chart is not None
    assert (chart.share, round(chart.gap, 6)) == (99.9, 0.1)
    assert [(row.seconds, row.value, row.bound, row.share) for row in chart.rows] == [
        (1, 900, 1000.0, 90.0),
        (2, 999, 1000.0, 99.9),
    ]


def test_the_table_keeps_first_and_last_of_many_points() -> None:
    points = [(second, second, 1000.0) for second in range(1, 401)]
    chart = convergence(points, rows=5)
    assert chart is not None
    assert [row.seconds for row in chart.rows] == [1, 101, 201, 300, 400]


def test_a_single_point_at_the_bound_is_drawn() -> None:
    chart = convergence([(0, 5, 5.0)])
    assert chart is not None
    assert (chart.share, chart.heights[0].label, chart.heights[-1].label) == (100.0, "99 %", "100 %")


def test_a_run_that_found_its_schedule_late_fills_the_width() -> None:
    chart = convergence([(0.0, 0, 20699.0), (0.683, 20429, 20429.0), (0.875, 20429, 20429.0)])
    assert chart is not None
    assert (chart.value_line.split()[0], chart.value_line.split()[-1]) == ("64.0,14.0", "624.0,14.0")
    assert (chart.met, chart.moments[0].label) == (0.683, "0.7 s")


def test_a_single_point_is_a_line_and_no_bound_that_was_not_reached_is_met() -> None:
    chart = convergence([(0.02, 90, 100.0)])
    assert chart is not None
    assert (chart.value_line.split()[0][:4], chart.value_line.split()[-1][:5], chart.met) == ("64.0", "624.0", None)
