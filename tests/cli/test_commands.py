"""The command line: what it prints, where, and with which exit code; most in this process, for speed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from steepest.cli import main

LOSS = ("sum(log(1 + exp(-y * (X @ w))))", "--wrt", "w", "--shapes", "X: n d, y: n, w: d")
SETTINGS = {"COLUMNS": "110", "NO_COLOR": "1", "TERM": "dumb", "PYTHONIOENCODING": "utf-8"}
PLAIN = os.environ | SETTINGS


@dataclass(frozen=True)
class Done:
    """What a command left."""

    stdout: str
    stderr: str
    returncode: int | str | None


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process, on a plain terminal of fixed width."""

    def go(*words: str, width: int = 110) -> Done:
        for name, value in (SETTINGS | {"COLUMNS": str(width)}).items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["steepest", *words])
        with pytest.raises(SystemExit) as end:
            main()
        said = capsys.readouterr()
        return Done(said.out, said.err, int(end.value.code or 0))

    return go


# ---------------------------------------------------------------- derive


def test_a_chain_is_told_in_four_lines(run: Run) -> None:
    done = run("derive", "sigmoid(3x^2)", "--wrt", "x")
    assert done.returncode == 0
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert lines[0].startswith("Read as   σ(3x²)")
    assert [line.split("   ")[0] for line in lines if line.startswith("= ")] == [
        "= σ′(3x²) · d/dx 3x²",
        "= σ(3x²)(1 − σ(3x²)) · d/dx 3x²",
        "= σ(3x²)(1 − σ(3x²)) · 6x",
        "= 6x σ(3x²)(1 − σ(3x²))",
    ]
    assert "Holds for every x. Checked at 8 points" in lines[-1]


@pytest.mark.parametrize(("grain", "lines"), [("every", 5), ("teacher", 4), ("result", 1)])
def test_a_grain_tells_more_or_less(run: Run, grain: str, lines: int) -> None:
    told = run("derive", "sigmoid(3x^2)", "--grain", grain).stdout
    assert sum(line.startswith("= ") for line in told.splitlines()) == lines


def test_a_kink_gets_both_sides_and_the_value_that_runs(run: Run) -> None:
    told = run("derive", "relu(x)").stdout
    assert "= 0 for x < 0, 1 for x > 0" in told
    assert "At x = 0 the left derivative is 0 and the right one is 1: not differentiable" in told
    assert "every number in [0, 1] is a subgradient." in told
    assert "Value used when running: 0" in told


def test_a_loss_is_told_forward_and_backward_with_shapes(run: Run) -> None:
    done = run("derive", *LOSS, width=160)
    assert done.returncode == 0
    assert "Forward" in done.stdout
    assert "r = X w" in done.stdout
    assert "∂f/∂w = Xᵀ (∂f/∂r)" in done.stdout
    assert "transposed, since r is n and w is d" in done.stdout
    assert "same shape as w: d" in done.stdout


def test_a_loss_is_told_in_its_stable_form_with_its_hessian(run: Run) -> None:
    told = run("derive", *LOSS, width=160).stdout
    assert "= softplus(−y ⊙ (X w))" in told
    assert "∇f = −Xᵀ (y ⊙ σ(−y ⊙ (X w)))   same shape as w: d" in told
    assert "positive semidefinite: f is convex in w" in told


def test_a_variable_by_itself_has_a_derivative(run: Run) -> None:
    assert run("derive", "X", "--shapes", "X: 2 3", "--wrt", "X").returncode == 0
    assert run("derive", "x").returncode == 0
    assert run("derive", "y", "--wrt", "x").returncode == 0


def test_a_formula_may_begin_with_a_minus_sign(run: Run) -> None:
    assert "= −2x" in run("derive", "-x^2").stdout
    assert run("check", "-x^2", "-2x").returncode == 0
    assert run("derive", "-sigmod(x)").stderr.splitlines()[1].startswith(" ^^^^^^")


def test_shapes_are_inferred_and_echoed(run: Run) -> None:
    told = run("derive", "sum((X @ w - y)^2)", "--wrt", "w").stdout
    assert "(inferred from use)" in told
    assert "Hessian:  2Xᵀ X" in told


def test_a_variable_is_read_as_inside_the_function(run: Run) -> None:
    assert "2θ" in run("derive", "θ^2", "--wrt", "θ", "--grain", "result").stdout
    said = run("derive", "x^2", "--wrt", "X", "--grain", "result").stdout
    assert "`X` does not occur in the function" in said
    refused = run("derive", "x^2", "--wrt", "x^2")
    assert (refused.returncode, refused.stdout) == (3, "")
    assert "`x^2` is not the name of a variable" in refused.stderr


def test_a_definition_is_read_by_its_right_side(run: Run) -> None:
    said = run("derive", "f(x) = x^2", "--grain", "result").stdout
    assert "2x" in said
    assert "Only what stands behind `f(x) =` is read." in said


def test_a_second_order_is_told_after_the_first(run: Run) -> None:
    told = run("derive", "x^3", "--order", "2").stdout
    assert "The second derivative" in told
    assert "= 6x" in told


def test_a_long_line_is_folded_and_never_cut(run: Run) -> None:
    told = run("derive", "(x^2 + 3x)^3 sin(e^(2x) + x)/(1 + ln(x^2))", width=80).stdout
    assert "A = (x² + 3x)³ sin(e^(2x) + x)" in told


def test_the_code_alone_is_printed_and_runs(run: Run) -> None:
    source = run("derive", "x^2 sin(x)", "--code", "python").stdout
    space: dict[str, object] = {}
    exec(source, space)
    assert "def " in source
    assert not source.startswith("Read")


def test_latex_is_an_align_block(run: Run) -> None:
    told = run("derive", "sigmoid(3x^2)", "--latex").stdout
    assert told.startswith("\\begin{align*}")
    assert told.rstrip().endswith("\\end{align*}")


@pytest.mark.parametrize("words", [("sigmoid(3x^2)",), LOSS, ("x^y", "--wrt", "x,y"), ("relu(x)",)])
def test_json_is_one_object_of_the_documented_form(run: Run, words: tuple[str, ...]) -> None:
    done = run("derive", *words, "--json")
    told = json.loads(done.stdout)
    assert set(told) == {
        "function", "declared", "inferred", "warnings", "notes", "known", "parts", "rewritten", "code", "check",
    }  # fmt: skip
    for part in told["parts"]:
        assert set(part) == {
            "wrt", "order", "result", "layout", "views", "view", "hvp", "stable", "steps", "stages", "conditions",
            "kinks", "agreed",
        }  # fmt: skip
        assert set(part["result"]) == {"text", "latex", "shape"}
        for step in part["steps"]:
            assert set(step) == {"order", "rule", "because", "line"}
    assert told["check"]["passed"] is True


def names(value: object) -> set[str]:
    """Every field in a JSON value, however deep; what stands under `read_off` and `known` are names of variables."""
    if isinstance(value, list):
        return set().union(*map(names, value))
    if not isinstance(value, dict):
        return set()
    return set(value).union(*(names(v) for k, v in value.items() if k not in ("read_off", "known")))


def test_the_fields_of_json_are_documented(run: Run) -> None:
    page = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text(encoding="utf-8")
    told = names(json.loads(run("derive", "relu(x)", "--json").stdout))
    told |= names(json.loads(run("derive", *LOSS, "--view", "vec", "--hvp", "--code", "jax", "--json").stdout))
    assert not [name for name in told if f"`{name}`" not in page]


# ---------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("sigmod(3x)", "^^^^^^", "Did you mean `sigmoid`?"),
        ("3(x + 2", " ^", "never closed"),
        ("", "^", "Nothing is typed"),
    ],
)
def test_a_refusal_underlines_the_place_on_standard_error(run: Run, text: str, place: str, message: str) -> None:
    done = run("derive", text)
    assert done.returncode == 3
    assert done.stdout == ""
    assert message in done.stderr
    assert done.stderr.splitlines()[1].startswith(place)
    assert "Traceback" not in done.stderr


def test_shapes_that_do_not_fit_are_told_with_both(run: Run) -> None:
    done = run("derive", "X @ w + b", "--wrt", "w", "--shapes", "X: n d, w: n")
    assert done.returncode == 3
    assert "^" in done.stderr.splitlines()[1]


def test_shapes_that_cannot_be_read_are_refused(run: Run) -> None:
    done = run("derive", "x", "--shapes", "x:: n")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("text", ["sigmoid(3x^2)", "sum((X @ w - y)^2)", "relu(x)"])
def test_a_narrow_screen_is_not_overrun(run: Run, text: str) -> None:
    told = run("derive", text, "--wrt", "w" if "w" in text else "x", width=72).stdout
    reasons = [line for line in told.splitlines() if not line.startswith(("At ", "As "))]
    assert max(map(len, reasons)) <= 78  # a formula and a rule's sentence are never cut in the middle


def test_a_narrow_screen_gets_the_message_below(run: Run) -> None:
    done = run("derive", "sigmod(3x)", width=40)
    assert done.stderr.splitlines()[:2] == ["sigmod(3x)", "^^^^^^"]


def test_a_mistyped_command_is_not_an_undecided_one(run: Run) -> None:
    assert run("derive").returncode == 64
    assert run("foo").returncode == 64
    assert run("derive", "x", "--order", "0").returncode == 64


def test_no_words_get_the_help(run: Run) -> None:
    done = run()
    assert done.returncode == 0
    assert "steepest derive" in done.stdout


@pytest.mark.parametrize("command", ["derive", "check", "descend", "ask", "lesson", "pdf", "serve"])
def test_help_teaches_with_an_example(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0
    assert command in ("lesson", "pdf", "serve") or f'steepest {command} "' in done.stdout


# ---------------------------------------------------------------- check


@pytest.mark.parametrize(
    ("function", "answer", "code", "said"),
    [
        ("x^2", "2x", 0, "Right."),
        ("sin(x)^2", "sin(2x)", 0, "Right."),
        ("sin(3x^2)", "cos(3x^2)", 1, "yours gives"),
        ("x^2", "2y", 1, "Different."),
        ("x^2", "2x(", 3, "never closed"),
    ],
)
def test_an_answer_gets_a_verdict_and_its_code(run: Run, function: str, answer: str, code: int, said: str) -> None:
    done = run("check", function, answer, "--wrt", "x")
    assert done.returncode == code, done.stderr
    assert said in (done.stderr if code == 3 else done.stdout)


def test_a_wrong_answer_gets_the_rule_to_begin_with(run: Run) -> None:
    told = run("check", "sin(3x^2)", "cos(3x^2)").stdout
    assert "Begin with chain: the outside at the inside, times the inside's derivative." in told


def test_an_answer_that_is_right_in_another_reading_is_told_so(run: Run) -> None:
    done = run("check", "ln(x)/2", "1/2x")
    assert done.returncode == 0
    assert "take care" in done.stdout


def test_a_verdict_as_json(run: Run) -> None:
    told = json.loads(run("check", "sin(3x^2)", "cos(3x^2)", "--json").stdout)
    assert told["verdict"] == "different"
    assert told["values"]["yours"] != told["values"]["derivative"]
    assert set(told["counterexample"]) == {"x"}


# ---------------------------------------------------------------- the others


def test_a_descent_says_why_it_diverged(run: Run) -> None:
    done = run("descend", "x^2", "--start", "x=1", "--rate", "1.5", "--steps", "20")
    assert done.returncode == 1
    assert done.stdout.startswith("Diverged. The curvature of x² is 2 everywhere")


def test_a_descent_finds_a_minimum_in_arrays(run: Run) -> None:
    done = run("descend", "sum((X@w-y)^2)", "--start", "w=[0,0]", "--data", "X=[[1,2],[3,4]],y=[1,2]", "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 0
    assert told["verdict"] == "global minimum"
    assert told["best"]["w"] == pytest.approx([0, 0.5], abs=1e-6)


@pytest.mark.parametrize("start", ["x", "x=", "x=foo", "4"])
def test_a_start_that_is_none_is_told(run: Run, start: str) -> None:
    done = run("descend", "x^2", "--start", start)
    assert done.returncode == 64
    assert "--start" in done.stderr


def test_a_question_is_answered_or_honestly_not(run: Run) -> None:
    assert "tanh" in run("ask", "derivative of tanh(x)^2").stdout
    assert run("ask", "who won the war of the roses?").returncode == 1


def test_lessons_are_listed_and_read(run: Run) -> None:
    listed = run("lesson").stdout
    assert "gradient-descent" in listed
    told = run("lesson", "derivatives").stdout
    assert "\\frac" not in told
    assert run("lesson", "derivativ").returncode == 4


def test_an_interrupted_command_ends_with_130_and_no_traceback(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "steepest.cli", "pdf", "course", "-o", str(tmp_path / "course.pdf")]
    going = subprocess.Popen(command, env=PLAIN, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    time.sleep(0.6)
    going.send_signal(signal.SIGINT)
    _, said = going.communicate(timeout=60)
    assert going.returncode in (0, 130, -signal.SIGINT)  # the last: before Python had begun
    assert going.returncode != 130 or "Traceback" not in said
    left = [path.name for path in tmp_path.iterdir()]
    assert left == (["course.pdf"] if going.returncode == 0 else [])


def test_deriving_loads_neither_jax_nor_the_web(run: Run) -> None:
    code = (
        "import sys; sys.argv[1:] = ['derive', 'x^2']\n"
        "from steepest.cli import main\ntry: main()\nexcept SystemExit: pass\n"
        "print(sorted({'jax', 'fastapi', 'uvicorn', 'starlette', 'sqlalchemy', 'typst'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], env=PLAIN, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
