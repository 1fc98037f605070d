"""What people, papers and attackers type: each must get a right result or a sentence."""

# ruff: noqa: E501

HOSTILE = [
    "", " ", "\x00", "x\x00y", "(" * 10_000, ")" * 500, "(" * 300 + "x" + ")" * 300, "x^" * 400 + "x", "9" * 5_000, "x^999999999999",
    "9^9^9^9^9", "((x", "x))", "f(", "sin", "sin(", "sin()", "@", "x @", "@ x", "X @ w", "1/0", "0/0", "0^0", "log(0)", "ln(-1)",
    "sqrt(-1)", "x = 3", "x == 3", "x; y", "let", "let x", "let x =", "let x = x; x", "let x = 1; y", "import os", "__import__('os')",
    "os.system('ls')", "lambda x: x", "x if x else y", "eval(x)", "exec", "open('/etc/passwd')", "{x}", "[x]", "x[", "x[0]", "x[999999999]",
    "x.T", "x.__class__", "a.b.c", "'x'", '"x"', "`x`", "$x$", "#x", "%x", "x%2", "x!", "x!!", "~x", "x|y", "|x", "||x", "|x||", "‖x‖",
    "<script>alert(1)</script>", "</script>", "&lt;", "\\frac{1}{", "\\frac{}{}", "\\frac", "\\", "\\\\", "\\sum_{i=1}^n", "\\sum",
    "\\left(", "\\right)", "\\begin{cases}", "\\def\\a{\\a}\\a", "\\input{/etc/passwd}", "\\href{javascript:alert(1)}{x}",
    "х + 1", "ｘ＋１", "x−1", "x·y", "x×y", "x÷y", "²", "x²²", "√", "√x", "∞", "∂x", "∇f", "Σ x", "π", "ℯ^x", "𝑥", "𝐱^𝟐", "🙂", "é", "ß",
    "\u202ex", "x\u200by", "\ufeffx", "NaN", "inf", "-inf", "1e999", "1e-999", "0x10", "1_000", "1,5", "1,000", "1.2.3", "..", "1..2", ".5",
    "5.", "e", "i", "j", "None", "True", "nan", "x y z", "xyz" * 600, "x" * 3_000, "+".join(["x"] * 400), "*".join(["x"] * 400),
    "sin(" * 60 + "x" + ")" * 60, "sin(" * 200 + "x" + ")" * 200, "exp(" * 40 + "x" + ")" * 40, "x^x^x^x^x^x", "(x+1)^500", "(x+y+z)^300",
    "prod(x)", "sum(x)", "sum(x, axis=9)", "zeros(1000000000)", "ones(99999999, 99999999)", "eye(1000000)", "max()", "max(x,)", "where(x)",
    "where(x>0, 1)", "where(1,2,3,4)", "relu", "relu relu x", "sin^2", "sin^2^2 x", "sin^-1^-1 x", "x'", "x''", "d/dx x", "dx", "f'(x)",
    "log(x, 1)", "log(x, 0)", "root(x, 0)", "root(x, -3)", "x**-x**-x", "----x", "+-+-x", "x--", "1//2", "x***2", "*x", "x*", "/x", "x/",
    "x^", "^x", "x,y", ",", ";", ":", "?", "!", "=", "==", "<", ">", "<=", "x<", "x<y<z", "tanh(x)^999", "gamma(x)", "erf(x)^50",
    "softmax(x)", "norm(x)", "inv(x)", "det(X)", "tr(x @ x)", "einsum('ij,jk->ik', x, y)", "cross_entropy(x, y)", "attention(x, y, z)",
    "\t\n\r", "x\n+\n1", "x" + " " * 1_900 + "+1", "a" * 1_990 + "^2", "1" + "0" * 299, "2^1000", "2^1001", "x^1000", "x^1001", "10^400 x",
]  # fmt: skip
