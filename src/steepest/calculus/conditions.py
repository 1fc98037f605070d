"""Where a derivation holds: what its operators ask for, brought to the weakest conditions on the simplest things.

`asking` says what is asked, `solving` what that asks of variables; here what is asked of one thing is put together
(x > 0 and x ≠ 0 is x > 0), what follows from the rest is left out, and what is left is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from steepest.calculus import algebra
from steepest.calculus.asking import Guards, Need, of_derivative, of_slope, of_value, of_values
from steepest.calculus.asking import written as written_out
from steepest.calculus.branches import SPLIT
from steepest.calculus.comparisons import Names, asks, by_signs, surface, written
from steepest.calculus.decimals import in_decimals
from steepest.calculus.edges import edges
from steepest.calculus.entrywise import neg
from steepest.calculus.expr import Contract, Expr, Power, Variable, count, dependents, walk
from steepest.calculus.inside import told
from steepest.calculus.lower import lower
from steepest.calculus.manner import Manner, in_numbers
from steepest.calculus.operators import build
from steepest.calculus.raising import Memo as Words
from steepest.calculus.raising import raised
from steepest.calculus.reals import EVERY, RELATIONS, Reals, hull, meet, only, pieces, rest, union, within, without
from steepest.calculus.recurrences import SCANS
from steepest.calculus.remaking import substitute
from steepest.calculus.signed import decided, plainer
from steepest.calculus.solving import Asked, solved
from steepest.calculus.spans import Memo, whole
from steepest.calculus.surface import Surface, depends, differentiated, outside
from steepest.calculus.surface import walk as walk_surface

NOT_0 = RELATIONS["!="]
MOST_THINGS = 12  # of so many it is looked whether one follows from the others
MOST_NODES = 300  # the kinks of larger expressions are not followed one by one


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that must hold: a comparison, or words about an array with the array in it."""

    holds: Surface | None  # a comparison that must be true (at every entry)
    words: str  # "{0} is invertible", with {0} for `of`; empty for a comparison
    of: Surface | None
    reason: str  # the operator that asks for it
    derivative: bool  # asked for by the derivative, not already by the function
    given: tuple[Surface, ...] = ()  # comparisons: it is asked only where these hold
    unless_whole: Surface | None = None  # it is asked only where this is not a whole number
    never: bool = False  # it holds nowhere: `of` has no value, or no derivative


Assumed = Mapping[str, object]


def conditions(
    root: Surface,
    wrt: str | None = None,
    assume: Assumed | None = None,
    order: int = 1,
    core: Expr | None = None,
    result: Surface | None = None,
    entries: bool | None = None,
) -> tuple[Condition, ...]:
    """What must hold for an expression to have a value and, with `wrt`, a finite derivative of this order.

    `core` is what is differentiated, where that is another form of the same, and `result` what is shown, which must
    have a value too; `entries` says whether kinks are conditions on entries, as they are where there are arrays.
    """
    known: dict[Surface, Expr] = {}
    whole = lower(root, known)
    nodes = list(walk_surface(root))
    arrays = any(e.shape for e in nodes) if entries is None else entries
    needs = list(of_values(root, known, wrt))
    if wrt is not None:
        moving = plainer(whole if core is None else core, assume)
        needs += of_derivative(moving, wrt, order, assume or {}, arrays)
    if result is not None:
        needs += [replace(need, derivative=True, shown=True) for need in of_values(result, known, None)]
    out = _Found(root, wrt, assume or {}, known, needs).conditions()
    for e in nodes:
        if e.op in SCANS:
            out += _at_every_step(e, wrt, assume, order)
    return tuple(dict.fromkeys(out))


def asked_of(root: Surface, wrt: str, assume: Assumed | None = None) -> Callable[[Condition, Surface | None], bool]:
    """Does an expression ask for a condition on one of its parts? With the condition, what it is on, in full."""
    known: dict[Surface, Expr] = {}
    core = lower(root, known)
    needs = [*of_values(root, known, wrt), *of_derivative(core, wrt, 1, assume or {}, any(e.shape for e in known))]
    found = _Found(root, wrt, assume or {}, known, needs)
    things = {*found.asked}
    for _, c in found.words:
        about = c.of if c.holds is None else c.holds
        if about is not None:
            things |= {lower(about)} if c.holds is None else {e for e, _ in _of_comparison(about, assume)}

    def asks_for(c: Condition, on: Surface | None) -> bool:
        if on is None:
            return c.never
        if c.holds is None:
            return c.never or lower(on) in things
        return any(e in things for e, _ in _of_comparison(on, assume))

    return asks_for


def _of_comparison(holds: Surface, assume: Assumed | None) -> list[Asked]:
    a, b = (lower(side) for side in holds.args)
    return solved(algebra.minus(a, b), RELATIONS[str(holds.data)], {}, assume)


def _at_every_step(e: Surface, wrt: str | None, assume: Assumed | None, order: int) -> list[Condition]:
    """What a recurrence asks for, in the names of a step."""
    step, data = told(e)
    moving = [wrt, *data.bound] if wrt is not None and depends(e, wrt) else [None]
    asked = [c for name in moving for c in conditions(step, name, assume, order, entries=True)]
    return [
        replace(c, words=f"{c.words} at every step")
        if c.holds is None
        else replace(c, holds=None, words="{0} at every step", of=c.holds)
        for c in asked
    ]


def asked_by(place: Surface) -> tuple[Condition, ...]:
    """What the rule at one place of a derivation (a `derivative` or `prime` node) asks for, its arguments apart."""
    if place.op == "derivative":
        body, wrt = place.args[0], differentiated(place)[0]
    elif place.op == "prime" and place.names:
        body, wrt = build(outside(place)[0], place.args), min(place.names)
    else:
        return ()
    known: dict[Surface, Expr] = {}
    core = lower(body, known)
    x = next((known[e] for e in known if e.op == "variable" and e.data == wrt), None)
    needs = list(of_value(body, known, wrt))
    if x is not None:
        moving = dependents(core, [x])
        inside = {e for a in body.args for e in walk(known[a])}
        needs += [n for e in walk(core) if e in moving and e not in inside for n in of_slope(e, moving, 1)]
    return tuple(_Found(body, wrt, {}, known, needs).conditions())


def holding(root: Surface, wrt: str) -> Callable[[Expr, Reals], bool]:
    """Wherever an expression of numbers has a derivative: does a thing lie in a set there?"""
    known: dict[Surface, Expr] = {}
    core = lower(root, known)
    needs = [*of_values(root, known, wrt), *of_derivative(core, wrt, 1, {}, False)]
    return _Found(root, wrt, {}, known, needs).holds


# --- putting together ------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Things:
    """What is asked of one thing."""

    needs: list[Need] = field(default_factory=list)
    sets: list[Reals] = field(default_factory=list)
    alone: list[bool] = field(default_factory=list)  # is this all that the need asks for?

    @property
    def all(self) -> Reals:
        """The numbers that it may be."""
        return meet(*self.sets)


class _Found:
    """What is asked of each thing in an expression, and how it is written."""

    def __init__(
        self, root: Surface, wrt: str | None, assume: Assumed, known: Mapping[Surface, Expr], needs: Sequence[Need]
    ) -> None:
        self.root, self.wrt, self.assume = root, wrt, assume
        self.names = Names()
        self.typed: dict[Expr, int] = {}  # where in what was typed a node stands
        for k, s in enumerate((*walk_surface(root), *known)):  # what was typed before what composites stand for
            if s in known:
                self.names.setdefault(known[s], s)
                self.typed.setdefault(known[s], k)
        self.memo: Memo = {}
        self.asked: dict[Expr, _Things] = {}
        self.words: list[tuple[int, Condition]] = []
        self.place: dict[Expr, tuple[int, int]] = {}
        self._collect(needs)

    def holds(self, e: Expr, wanted: Reals) -> bool:
        """Does a thing lie in a set wherever all that is asked for holds?"""
        memo = self._seed((k, things.all) for k, things in self.asked.items())
        found = solved(e, wanted, memo, self.assume)
        return all(
            (k in self.asked and within(self.asked[k].all, s)) or self._ruled_out(k, s, list(self.asked))
            for k, s in found
        )

    def _collect(self, needs: Sequence[Need]) -> None:
        """Take in what is asked for."""
        under, shown = [], []
        for k, need in enumerate(needs):
            if need.shown:
                shown.append((k, need))
            elif need.guards or need.quiet or need.unless_whole is not None:
                under.append((k, need))
            elif need.words:
                self._in_words(k, need)
            else:
                self._add(k, need, solved(need.e, need.wanted, self.memo, self.assume))
        for k, need in under:
            self._under(k, need)
        for k, need in shown:
            self._shown(k, need)

    def conditions(self) -> list[Condition]:
        """The conditions that are left, in the order in which they were asked for."""
        nowhere = self._nowhere()
        if nowhere is not None:
            return [nowhere]
        kept = self._independent()
        out = [(self.place[e], c) for e in kept for c in self._written(e, self.asked[e])]
        out += [((k, 0), c) for k, c in self.words if not self._follows(c)]
        how, done = in_numbers(walk_surface(self.root)), dict[Surface, Surface]()
        return [_in_decimals(c, how, done) for _, c in sorted(out, key=lambda t: t[0])]

    def _add(self, k: int, need: Need, asked: Iterable[Asked]) -> None:
        found = list(asked)
        for e, s in found:
            things = self.asked.setdefault(e, _Things())
            self.place.setdefault(e, (k, self.typed.get(e, len(self.typed))))
            things.needs.append(need)
            things.sets.append(s)
            things.alone.append(len(found) == 1)

    def _in_words(self, k: int, need: Need) -> None:
        if solved(need.e, need.wanted, self.memo, self.assume):
            words, e = need.words, need.e
            c, _ = algebra.split_coefficient(e)
            if "largest" in words and c < 0:
                words, e = words.replace("largest", "smallest"), neg(e)
            self.words.append((k, Condition(None, words, surface(e, self.names), need.reason, need.derivative)))

    def _under(self, k: int, need: Need) -> None:
        """What is asked only where something holds: decided there, or told with it."""
        if need.unless_whole is not None and whole(lower(need.unless_whole), self.assume):
            return
        solved_guards = self._where(need.guards)
        quiet = self._where(need.quiet)
        if any(s.empty for _, s in (*solved_guards, *quiet)):
            return  # it is nowhere taken
        memo: Memo = self._seed((*solved_guards, *quiet))
        for e, wanted in solved(need.e, need.wanted, memo, self.assume):
            if wanted.empty and len(solved_guards) == 1:
                self._add(k, replace(need, holds=None), [(solved_guards[0][0], rest(solved_guards[0][1]))])
                continue
            if wanted.empty:
                words = "{0} has no derivative" if need.derivative else "{0} has no value"
                tests = tuple(t for g, s in solved_guards for t in self._asked(g, s, need, False))
                self.words.append(
                    (k, Condition(None, words, need.of or self.root, need.reason, need.derivative, tests))
                )
                continue
            s = self._at_points(e, wanted, need)
            if s.whole:
                continue
            if isinstance(e, Variable) and s != wanted:
                self._add(k, replace(need, guards=frozenset()), [(e, s)])
                continue
            if need.unless_whole is None and len(solved_guards) == 1 and solved_guards[0][0] is e:
                wide = union(s, rest(solved_guards[0][1]))
                if wide.whole:
                    continue
                if written(e, wide, self.names, self.wrt) is not None:
                    self._add(k, replace(need, holds=None, guards=frozenset()), [(e, wide)])
                    continue
            tests = tuple(t for g, wanted in solved_guards for t in self._asked(g, wanted, need, False))
            if not tests and need.unless_whole is None:
                self._add(k, need, [(e, s)])
                continue
            for holds in self._asked(e, s, need, False):
                made = Condition(holds, "", None, need.reason, need.derivative, tests, need.unless_whole)
                self.words.append((k, made))

    def _shown(self, k: int, need: Need) -> None:
        """What is shown asks for no more than of the variable itself: the rest was asked by what it came from."""
        given = self._where(need.guards)
        if need.unless_whole is not None or need.words or any(s.empty for _, s in given):
            return
        for e, s in solved(need.e, need.wanted, self._seed(given), self.assume):
            if not isinstance(e, Variable) or e.shape:
                continue
            if given and (self.words or len(given) > 1 or given[0][0] is not e):
                continue
            if given:
                s = union(s, rest(given[0][1]))
            if not s.whole:
                self._add(k, replace(need, holds=None), [(e, s)])

    def _where(self, guards: Guards) -> list[Asked]:
        """What comparisons say of the things in them."""
        given = [a for test, truth in guards for a in asks(test, truth)]
        return [a for e, s in given for a in solved(e, s, dict(self.memo), self.assume)]

    def _at_points(self, e: Expr, s: Reals, need: Need) -> Reals:
        """A set from which single numbers are left out: without those at which it is not asked, as is seen there."""
        there = self.asked[e].all if e in self.asked else EVERY
        bad = meet(there, rest(s))
        if not isinstance(e, Variable) or e.shape or bad.empty:
            return s
        points = _points(bad)
        kept = [p for p in points if not self._idle(e, p, need)]
        if len(kept) == len(points):
            return s
        return meet(EVERY, *(without(p) for p in kept))

    def _idle(self, e: Expr, at: Expr, need: Need) -> bool:
        """Is a need not asked at a number: does one of its guards fail there?"""
        for test, truth in (*need.guards, *need.quiet):
            found = plainer(substitute(test, {e: at}), self.assume)
            if (value := algebra.constant_value(found)) is not None and bool(value) != truth:
                return True
            if (known := decided(found, {}, self.assume)) is not None and known != truth:
                return True
        return False

    def _ruled_out(self, e: Expr, s: Reals, by: Iterable[Expr]) -> bool:
        """Is every number that a set leaves out one at which something else does not hold: 0, where sin x ≠ 0?"""
        points = _points(rest(s)) if isinstance(e, Variable) and not e.shape else []
        return bool(points) and all(any(self._fails_at(o, e, at) for o in by if o is not e) for at in points)

    def _fails_at(self, thing: Expr, x: Expr, at: Expr) -> bool:
        """Is something asked of a thing that is not so where a variable is a number?"""
        if x not in walk(thing):
            return False
        value = algebra.constant_value(plainer(substitute(thing, {x: at}), self.assume))
        return value is not None and meet(self.asked[thing].all, only(value)).empty

    def _seed(self, asked: Iterable[Asked]) -> Memo:
        """What is known of nodes where these hold."""
        together: dict[Expr, Reals] = {}
        for e, s in asked:
            together[e] = meet(together.get(e, EVERY), s)
            for f in _factors(e) if within(s, NOT_0) else ():
                together[f] = meet(together.get(f, EVERY), NOT_0)
        return {e: hull(s) for e, s in together.items() if not s.empty}

    def _nowhere(self) -> Condition | None:
        """A condition that says so, where not all can hold."""
        for things in self.asked.values():
            if not things.all.empty:
                continue
            value = [s for n, s in zip(things.needs, things.sets, strict=True) if not n.derivative]
            derivative = not (value and meet(*value).empty)
            alone = next((n for n, s in zip(things.needs, things.sets, strict=True) if s.empty), None)
            of = alone.of if alone is not None and alone.of is not None else self.root
            words = "{0} has no derivative" if derivative else "{0} has no value"
            reason = alone.reason if alone is not None else things.needs[0].reason
            return Condition(None, words, of, reason, derivative, never=True)
        return None

    def _independent(self) -> list[Expr]:
        """The things of which something is asked that does not follow from the rest."""
        kept = list(self.asked)
        if len(kept) > MOST_THINGS:  # each against all would be the square of their number
            simple = self._seed((e, self.asked[e].all) for e in kept if isinstance(e, Variable))
            rest_of = [e for e in kept if not isinstance(e, Variable)]
            gone = {e for e in rest_of if not solved(e, self.asked[e].all, simple, self.assume)}
            return [e for e in kept if e not in gone]
        for e in sorted(kept, key=lambda e: (-count(e), self.place[e])):
            others = [(o, self.asked[o].all) for o in kept if o is not e]
            wanted = self.asked[e].all
            if not solved(e, wanted, self._seed(others), self.assume) or self._ruled_out(e, wanted, kept):
                kept.remove(e)
        return kept

    def _follows(self, c: Condition) -> bool:
        """Does a condition under a condition follow from what is asked everywhere?"""
        if c.holds is None:
            return False
        a, b = (lower(side) for side in c.holds.args)
        return self.holds(algebra.minus(a, b), RELATIONS[str(c.holds.data)])

    # --- writing ---

    def _written(self, e: Expr, things: _Things) -> Iterator[Condition]:
        """The conditions on one thing: on the numbers that it may be, or those that were written."""
        whole = things.all
        asking = list(zip(things.needs, things.sets, things.alone, strict=True))
        plain = written(e, whole, self.names, self.wrt)
        if plain is not None:
            derivative = within(meet(*(s for n, s, _ in asking if not n.derivative)), whole) is False
            reason = next((n.reason for n, s, _ in asking if s == whole), asking[0][0].reason)
            yield from (Condition(holds, "", None, reason, derivative) for holds in plain)
            return
        kept = list(asking)
        for one in reversed(asking):
            others = [s for n, s, _ in kept if n is not one[0]]
            if others and within(meet(*others), one[1]):
                kept = [other for other in kept if other[0] is not one[0]]
        for need, s, alone in kept:
            yield from (Condition(h, "", None, need.reason, need.derivative) for h in self._asked(e, s, need, alone))

    def _asked(self, e: Expr, s: Reals, need: Need, alone: bool = True) -> Sequence[Surface]:
        """What one operator asks of `e`: plainly, or as it was written."""
        plain = written(e, s, self.names, self.wrt)
        if plain is not None:
            return plain
        return (need.holds,) if alone and need.holds is not None else by_signs(surface(e, self.names), s)


def _points(s: Reals) -> list[Expr]:
    """The numbers in a set of single numbers; none where there are more."""
    found = list(pieces(s))
    alone = [p.low.exact for p in found if p.low is not None and p.high is not None and p.low.at == p.high.at]
    return alone if len(alone) == len(found) else []


def _factors(e: Expr) -> Iterator[Expr]:
    """What is not 0 where a product is not 0."""
    if isinstance(e, Contract) and not e.shape:
        for f in e.args:
            if not f.shape:
                yield f.args[0] if isinstance(f, Power) else f


def _in_decimals(c: Condition, how: Manner, done: dict[Surface, Surface]) -> Condition:
    """A condition with its numbers as decimals, where some of them were written so."""
    if not how.decimals:
        return c
    holds, of = (None if e is None else in_decimals(e, done, how) for e in (c.holds, c.of))
    return replace(c, holds=holds, of=of, given=tuple(in_decimals(e, done, how) for e in c.given))


def kinks_in(root: Surface) -> bool:
    """Is there a function with branches in it?"""
    return any(e.op in SPLIT or e.op == "compare" for e in written_out(root))


@dataclass(frozen=True, slots=True)
class KinkAt:
    """A place where the derivative jumps: `edge` is zero there."""

    function: str
    edge: Surface
    at: Surface | None  # the value of the variable, where it is plain
    left: Surface | None
    right: Surface | None
    value: Surface | None  # the value chosen when running
    jumps: bool  # the function itself has two values there
    order: int = 1  # which derivative jumps
    given: tuple[Surface, ...] = ()  # comparisons: it jumps only where these hold


def kinks(root: Surface, wrt: str, order: int = 1, assume: Assumed | None = None) -> tuple[KinkAt, ...]:
    """The kinks of an expression of numbers in one variable, with one-sided derivatives where they are plain."""
    if not kinks_in(root):
        return ()
    core = plainer(lower(root), assume)
    x = next((v for v in walk(core) if isinstance(v, Variable) and v.name == wrt), None)
    if x is None or x.shape or count(core) > MOST_NODES:
        return ()
    out, words, done = [], Words(in_numbers(walk_surface(root))), dict[Surface, Surface]()
    for edge in edges(core, x, order, assume):
        at, left, right, value = (
            None if p is None else raised(p, words) for p in (edge.at, edge.left, edge.right, edge.value)
        )
        asked = [a for test, truth in edge.given for e, s in asks(test, truth) for a in solved(e, s, {}, assume)]
        told = [c for e, s in asked for c in written(e, s, Names(), wrt) or by_signs(raised(e), s)]
        given = tuple(in_decimals(c, done, words.how) for c in told) if words.how.decimals else tuple(told)
        zero = raised(edge.zero, words)
        out.append(KinkAt(edge.function, zero, at, left, right, value, edge.jumps, edge.order, given))
    return tuple(out)
