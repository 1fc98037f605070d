"""Rational powers of rational numbers, exactly: whole powers multiplied out, roots as powers of primes."""

from __future__ import annotations

from fractions import Fraction

MOST_BITS = 4000  # powers of numbers are written out up to so many binary digits

Roots = list[tuple[int, Fraction]]  # primes (or what is left of a number), each to a power between 0 and 1


def rational_power(v: Fraction, n: Fraction) -> tuple[Fraction, Roots] | None:
    """v to the n as a rational times roots; None where it is not real, not finite, or too long to write out.

    Odd roots of negative numbers are real.
    """
    if v == 1:
        return v, []
    if v == 0:
        return (v, []) if n > 0 else None
    bits = max(v.numerator.bit_length(), v.denominator.bit_length())
    if bits * abs(n) > MOST_BITS:
        return None
    if n.denominator == 1:
        return v ** int(n), []
    if v < 0:
        found = rational_power(-v, n) if n.denominator % 2 else None
        return None if found is None else (found[0] * (-1 if n.numerator % 2 else 1), found[1])
    c = Fraction(1)
    roots: Roots = []
    for whole, sign in ((v.numerator, 1), (v.denominator, -1)):
        for p, k in factored(whole):
            e = n * k * sign
            floor = e.numerator // e.denominator
            c *= Fraction(p) ** floor
            if e != floor:
                roots.append((p, e - floor))
    return c, roots


def factored(n: int) -> list[tuple[int, int]]:
    """Prime factors up to 1,000 with multiplicity, and what is left over."""
    out: list[tuple[int, int]] = []
    p = 2
    while p * p <= n and p < 1000:
        k = 0
        while n % p == 0:
            n //= p
            k += 1
        if k:
            out.append((p, k))
        p += 1 if p == 2 else 2
    if n > 1:
        root = round(n**0.5) if n < 1 << 100 else 0
        out.append((root, 2) if root * root == n else (n, 1))
    return out
