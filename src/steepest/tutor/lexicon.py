"""Other words for what the lessons say: a question in these words finds the place that uses ours."""

from __future__ import annotations

# What people write (a regular expression, whole words), and the words of the lessons.
LEXICON: tuple[tuple[str, str], ...] = (
    (r"step[ -]?sizes?|lr|alpha|eta|learning speed|stepsize", "learning rate"),
    (
        r"blow(?:s|ing)? up|explod\w*|nan|infinity|inf|unstable|out of control|goes? up|increas\w* loss",
        "diverges large rate",
    ),
    (r"overshoot\w*|back and forth|bounc\w*|oscillat\w*|zig ?zag\w*|jump\w*", "swings side rate"),
    (r"too slow\w*|takes? (?:so )?(?:long|forever)|slow\w*|barely|stuck|plateau\w*", "small rate creeps slow"),
    (r"minib?atch\w*|mini-?batch\w*|batch size|batches", "mini batch SGD noise examples"),
    (r"stochastic|sgd|random sample\w*|subset\w*|one (?:example|sample|point)", "stochastic SGD mini batch random"),
    (r"epochs?", "epoch pass data"),
    (r"converg\w*", "arrives converges rate limit"),
    (r"local (?:minimum|minima|min|optim\w+)|wrong valley|trapped|get(?:s|ting)? stuck", "local minimum valley"),
    (r"global (?:minimum|minima|optim\w+)|best solution|optimal", "global minimum lowest"),
    (r"convex\w*|bowl", "convex bowl minimum"),
    (r"saddle\w*|pass between", "saddle gradient zero level"),
    (
        r"stationary|critical points?|flat|zero (?:slope|gradient|derivative)|derivatives? (?:all )?vanish|all zero",
        "zero level saddle minimum",
    ),
    (r"vanish\w*|disappear\w*|die\w*|shrink\w* gradients?", "vanishing gradient sigmoid layers"),
    (r"relu|rectif\w*|activation\w*", "ReLU sigmoid activation"),
    (
        r"back ?prop\w*|backwards?|backward pass|reverse mode|autograd|automatic differentiation|error propagat\w*",
        "backpropagation chain rule backward",
    ),
    (r"computation(?:al)? graphs?|node\w*", "network forward backward"),
    (
        r"composit\w*|nested|inside (?:another|a) function|function of a function|inner|outer",
        "chain rule inside outside nested",
    ),
    (r"chain ?rule", "chain rule inside outside"),
    (r"memori[sz]e|by heart|table of derivatives|common derivatives|basic derivatives", "six derivatives cover rules"),
    (r"approach(?:es|ing)? (?:0|zero)|h (?:goes|going) to (?:0|zero)", "secant limit run rise"),
    (r"f'\(x|f prime|dy/dx", "slope derivative function"),
    (r"neural nets?|nets?|anns?|mlps?", "neural network"),
    (r"nabla|del operator|∇", "gradient list partial derivatives"),
    (r"initial\w*|random start|start(?:ing)? points?|restart\w*", "start starts valley"),
    (r"product ?rule|multipl\w* functions|two functions multiplied|u ?v", "product factor rule"),
    (r"power ?rule|exponents?|x\^n", "exponent power"),
    (r"constants?|number in front|coefficient\w*", "constant factor"),
    (r"instantaneous|rate of change|changes?|steep\w*|slope\w*|tangent\w*", "slope derivative tangent"),
    (r"secant\w*|limit\w*|h goes to zero|infinitesimal\w*|difference quotient", "secant limit run rise"),
    (
        r"several variables|many variables|multi ?variable|multivariate|more than one (?:variable|input|parameter)",
        "partial derivative variables gradient",
    ),
    (
        r"partials?|curly d|round d|other variables|ceteris paribus|all else equal|fixed",
        "partial derivative hold others still",
    ),
    (r"steepest|direction\w*|uphill|downhill|which way", "gradient direction steepest"),
    (
        r"contour\w*|level (?:curves?|lines?|sets?)|perpendicular|orthogonal|right angles?",
        "contour right angles gradient",
    ),
    (r"cost(?: functions?)?|objectives?|error functions?|losses|loss functions?|how wrong", "loss error"),
    (r"weights?|parameters?|coefficients? of the model|knobs?|bias(?:es)?", "parameter weight"),
    (r"train\w*|learn\w*|fit\w*|optimi[sz]\w*", "training learning optimisation loss parameters"),
    (r"brute force|grid search|try (?:all|every)|random search|guess\w*", "try values combinations trials"),
    (r"why (?:do we|does|is|use|need)|purpose|point of|what for|useful|matter\w*|important\w*", "why matters"),
    (
        r"updat\w*|how (?:are|do) (?:weights|parameters) (?:updated|change)",
        "rule new parameter old learning rate slope",
    ),
    (r"minus sign|negative (?:gradient|sign)|subtract\w*|opposite", "against slope gradient opposite"),
    (
        r"feature (?:importance|impact|effect)\w*|explain\w* (?:a |the )?model|interpret\w*"
        r"|effect of (?:a|one) (?:feature|input)",
        "feature output input partial explains",
    ),
    (r"adam|momentum|rmsprop|adagrad|optimi[sz]ers?", "descendants Adam momentum RMSProp"),
    (r"curvature|hessian|second derivative\w*", "curvature second derivative rate"),
    (r"scal\w+ features?|normali[sz]\w*|standardi[sz]\w*", "scaled features steepest slow"),
    (r"stop\w*|when (?:to|is it) (?:done|finished|end)|early stopping", "stop loss improves gradient zero"),
    (r"sigmoids?|logistic|squash\w*|probabilit\w*", "sigmoid probability"),
    (r"tanh|hyperbolic", "tanh"),
    (r"log(?:arithm)?s?|ln", "logarithm ln"),
    (r"exp(?:onential)?s?|e\^x|euler", "exponential e"),
    (r"sigma notation|summation|capital sigma|add(?:ing)? up|sums?", "sum add"),
    (r"dot product|inner product|scalar product", "dot product vector"),
    (r"matri(?:x|ces)|shape mismatch|dimensions?|transpos\w*", "matrix product shape transpose"),
    (r"vectors?|arrays?|lists? of numbers", "vector list"),
    (r"cheat ?sheet|summary|recap|formula sheet|overview", "study guide page"),
    (
        r"enough|all the maths?|(?:is|am) (?:that|this|i) (?:all|done|missing)|missing|need more|next",
        "enough core working",
    ),
)  # fmt: skip
