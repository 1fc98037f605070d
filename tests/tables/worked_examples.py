"""Worked examples of named books and courses: the rules they use, in their order, in our words.

Looked up line by line in November 2026, in these versions:

* OpenStax, Calculus, volume 1, §3.3 (module m53575), §3.5 (m53578), §3.6 (m53581), §3.7 (m53584), §3.9 (m53586), and
  volume 3, §4.3 (m53934): github.com/openstax/osbooks-calculus-bundle, commit 8dbc2ce. Numbers count a chapter's
  examples as in print.
* APEX Calculus: github.com/APEXCalculus/APEXCalculusPTX, commit 8c73741. An example is named by its `xml:id`.
* Active Calculus, §2.1, §2.3, §2.5: github.com/active-calculus/active-calculus-single-mbx, commit 08ac58f; `permid`.
* Ohio State, Calculus (MOOCulus): github.com/mooculus/calculus, commit 6de1b41. The file is named above its rows.
* Feldman, Rechnitzer, Yeager, CLP-1 Differential Calculus, §2.6, §2.9, §2.10: github.com/arechnitzer/CLP1, commit
  9f02959, latex/textbook/clp_differentiation_notes.tex; the label of the example.
* Parr and Howard, The Matrix Calculus You Need For Deep Learning: github.com/parrt/bookish, commit 10420b0,
  examples/matrix-calculus/index.xml; the section.
* Zhang, Lipton, Li, Smola, Dive into Deep Learning: github.com/d2l-ai/d2l-en, commit 23d7a5a,
  chapter_preliminaries/calculus.md and chapter_appendix-mathematics-for-deep-learning/single-variable-calculus.md.
* Stanford CS231n, Backpropagation, Intuitions: github.com/cs231n/cs231n.github.io, commit 3d84654, optimization-2.md.
* Prince, Understanding Deep Learning, Notebook 7.1: github.com/udlbook/udlbook, commit a8fe82b.

Which rows: every example of these sections that differentiates, once, an explicit function by rules that its lines
show or that it names, in order, whether our steps agree or not. Left out are limits, theorems on inverses, unknown
functions, tables of values, implicit equations, second derivatives, derivatives that are only stated, examples that
prove a rule or lead up to one (tan x, 1/x, xʳ, arccos x), and a function that an earlier row has. Where an example
works a function in several ways, the row has the way that differentiates what is written.

How a row is read: `lines` has an entry a line, with the rules between it and the one before, named as our rules are;
within a line their order is free. Parts that a source prepares (let u = …, then u′ = …) or has from an earlier part
belong to the line that puts them together. "chain (power)" is the general power rule; "chain, sin" the chain rule and
the derivative of the outside; "general power" is logarithmic differentiation of u to the v. What books apply without a
word (sum, constant multiple, a constant, x itself) is not compared. `longest` is the source's longest line in the
notation that we print, a fraction on one line, without the name of the function and the equals sign; where logarithms
are taken first, both sides.
"""

from __future__ import annotations

from tests.tables.worked import Worked
from tests.tables.worked_apex import ACTIVE, APEX
from tests.tables.worked_courses import CLP, OHIO
from tests.tables.worked_learning import LEARNING
from tests.tables.worked_openstax import OPENSTAX

__all__ = ["WORKED", "Worked"]

WORKED = (*OPENSTAX, *APEX, *ACTIVE, *OHIO, *CLP, *LEARNING)
