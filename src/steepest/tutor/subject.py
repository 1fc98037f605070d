"""Is a question about this course? What speaks for it is weighed against the words that the course does not know.

A word that means one thing only (backpropagation) speaks loudest; one with an everyday sense beside ours (slope, loss,
layer) speaks softly, so that "layers of a lasagna" is refused and "layers with sigmoids" is not.
"""

from __future__ import annotations

import re
from collections.abc import Collection

SURE, CLEAR, SOFT = 3.0, 2.0, 1.0
DOUBT = 1.5  # what one unknown word takes away
LEAST = 1.0  # so much must speak for it

# Words and phrases of the subject, longer ones first; each part of a question is counted once.
SUBJECT: tuple[tuple[float, str], ...] = (
    (SURE, r"learning[- ]rates?|step[- ]?sizes?|gradient descent|steepest (?:descent|ascent)|loss functions?"
     r"|cost functions?"),
    (SURE, r"objective functions?|error functions?|squared errors?|mean squared|mse|loss (?:surface|landscape)s?"),
    (SURE, r"chain rule|product rule|power rule|sum rule|quotient rule|differentiation rules?"
     r"|rules? of differentiation"),
    (SURE, r"partial derivatives?|directional derivatives?|second derivatives?|derivative of"
     r"|derivatives? (?:in|rules?)"),
    (SURE, r"local (?:minim\w+|optim\w+|maxim\w+)|global (?:minim\w+|optim\w+|maxim\w+)|saddle[- ]?points?|saddles?"),
    (SURE, r"(?:critical|stationary) points?|level (?:curves?|sets?)|contour (?:lines?|plots?|maps?)|tangent lines?"),
    (SURE, r"back-? ?prop\w*|backward (?:pass|sweep)|forward (?:pass|sweep|prop\w*)|computation(?:al)? graphs?"
     r"|auto(?:matic )?diff\w*"),
    (SURE, r"neural net\w*|hidden layers?|activation functions?|vanishing|exploding gradients?"
     r"|deep (?:networks?|nets?)"),
    (SURE, r"mini-? ?batch\w*|batch[- ]size|batch gradient|stochastic gradient|full[- ]batch|sgd|gd|epochs?"),
    (SURE, r"difference quotient|rate of change|first principles|secant\w*|infinitesimal\w*|dy/dx|f prime"
     r"|f'\(x\)|d[lL]/dw"),
    (SURE, r"calculus|differentiab\w+|differentiation|sigmoids?|logistic function|relu|tanh|softplus|nabla"
     r"|hyper-?parameters?"),
    (SURE, r"dot products?|inner products?|matrix (?:multiplication|product|vector)|sigma notation"
     r"|summation (?:sign|notation)"),
    (SURE, r"feature scaling|scal\w+ (?:the )?features|function composition|composite functions?|nested functions?"),
    (SURE, r"logistic regression|linear regression|mach?ine learning|deep learning|∂|∇|partials?(?= (?:of"
     r"|symbol|notation))"),
    (SURE, r"natural log\w*|logarithms?|euler'?s number|e\^x|convexity|(?:approach\w*|goes to|going to"
     r"|tends to) (?:0|zero)|stopping criteri\w+|converge\w* criteri\w+"),
    (CLEAR, r"differentiat\w+|derivatives?|gradients?|grad|ln|momentum|rise over run|slopes? of (?:a"
     r"|the) (?:curve|function"
     r"|loss|line|tangent)|convex|non-?convex|curvature"),
    (CLEAR, r"converg\w+|diverg\w+|overshoot\w*|oscillat\w+|minima|maxima|minimum|optimi[sz]ers?|adam|nan"
     r"|inf(?:inity)?"),
    (CLEAR, r"tangents?|contours?|steepest|steepness|exponentials?|log(?:s)?|transpos\w+|vectors?|matri(?:x"
     r"|ces)|neurons?"),
    (CLEAR, r"objective|parameters?|optimi[sz]ation|batch(?:es)?|stochastic|f\(g\(x\)\)|f\(x\)|big sigma"
     r"|capital sigma|x\^2"),
    (SOFT, r"loss(?:es)?|costs?|errors?|slopes?|weights?|bias(?:es)?|rates?|steps?|layers?|networks?|chains?"
     r"|functions?"),
    (SOFT, r"train\w*|learn\w*|models?|features?|predict\w*|data|examples?|inputs?|outputs?|variables?"
     r"|constants?|curves?"),
    (SOFT, r"minimi[sz]\w*|maximi[sz]\w*|optimal|optimi[sz]\w*|update\w*|iterat\w+|descen\w+|downhill|uphill|valleys?"),
    (SOFT, r"partials?|directions?|perpendicular|orthogonal|right angles|fixed|sensitiv\w+|effect of|graphs?"
     r"|nodes?|paths?"),
    (SOFT, r"sums?|sigma|means?|averages?|norms?|lengths?|limits?|multiply|products?|exponents?|powers?|e|pi"
     r"|eta|alpha"),
    (SOFT, r"nested|inner|outer|inside|outside|composition|scal\w+|scale|noise|noisy|blame|credit|initiali\w+"
     r"|start(?:ing)? (?:points?|values?)|seeds?|steep\w*|flat\w*|backwards?"),
    (SOFT, r"math\w*|equations?|formulas?|numerical\w*|linear|approximat\w+|zero|negative|positive|sign|minus"
     r"|squared?"),
    (SOFT, r"combinations?|brute force|grid|search|guess\w*|exhaustive|random|module|course|lessons?|neighbou?rhood"),
)  # fmt: skip
_ROWS = tuple(
    (weight, re.compile(rf"(?<![\w]){'(?:' + words + ')'}(?![\w])", re.IGNORECASE)) for weight, words in SUBJECT
)


def weighed(question: str, unknown: Collection[str]) -> float:
    """What speaks for the course, less what speaks against it: at zero and above it is asked about."""
    speaks, left = 0.0, question
    for weight, pattern in _ROWS:
        found = {m[0].lower() for m in pattern.finditer(left)}
        speaks += weight * len(found)
        left = pattern.sub(" | ", left)
    doubts = sum(1 for word in unknown if re.search(rf"\b{re.escape(word)}", left, re.IGNORECASE))
    return speaks - LEAST - DOUBT * doubts
