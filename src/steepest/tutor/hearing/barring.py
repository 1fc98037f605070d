"""The phrases that bar a computation, by kind, each with a question that is not computed because of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """A phrase that asks for something else, or changes what is asked."""

    kind: str
    words: str  # a pattern over masked questions (patterns)
    example: str


_THING = r"(?:derivatives?|slopes?|gradients?|partials?)"
_MOST = r"(?:largest|smallest|biggest|maximum|max|minimum|highest|lowest|greatest)"


def _rows(kind: str, *rows: tuple[str, str]) -> tuple[Bar, ...]:
    return tuple(Bar(kind, words, example) for words, example in rows)


BARS: tuple[Bar, ...] = (
    *_rows(
        "another operation",
        (r"equations? (?:of|for) (?:the |a )?(?:tangent|line|normal|plane)", "equation of the tangent to x^2 at 1"),
        (r"\btangent\b.{0,12}\bequation|\btangent planes?\b", "the tangent line equation of x^2 at x = 1"),
        (r"\bnormal (?:to|line|of|at)\b", "the normal to f(x) = x^2, slope please"),
        (r"\barea (?:under|below|between|enclosed|above|inside)\b|\benclosed by\b", "area under x^2, minimum 0"),
        (r"\b(?:average|mean|avg) (?:rate|slope|velocity|speed|gradient|value|change)", "average slope of x^2"),
        (r"\bon average\b", "how fast does x^2 change on average"),
        (r"\b(?:finite|central|forward|backward) difference", "central difference derivative of x^2"),
        (r"^expand\b|\bexpand <|\bexpansion\b|\bseries\b", "expand (x + 1)^2, then find its slope"),
        (r"\bfactori[sz]e\w*|\bfactor (?:out )?(?:the )?(?:expression|polynomial|<[EDP])", "factor x^2 - 1, minimum"),
        (r"\bsimplify (?:the )?(?:expression|fraction|<E)", "simplify x^2/x and give its slope"),
        (r"\b(?:first|last|leading|next) term\b", "first term of the derivative of e^x + x"),
        (r"\bdifferential equations?\b|\bsolve (?:the )?(?:ode|equation|<)", "solve x^2 - 1, slope"),
        (r"\bestimate\b.*\bh\b|\bby hand(?: with)? h\b|\busing\b$", "derivative of x^2 using h = 0.1"),
        (r"\b(?:critical|stationary|saddle|turning|inflection) points?\b(?!.*\b(?:minim|maxim))",
         "critical points of the derivative of x^3"),
        (r"\bcritical values?\b", "critical values of the derivative of x^3 - x"),
        (r"\bwrite (?:me )?(?:a |some )?(?:\w+ )?(?:function|code|program|script|loop)\b|\bimplement\b",
         "write a program for the gradient of x^2 + y^2"),
        (r"\b(?:all|every|each) (?:of )?(?:the )?(?:minima|maxima|extrema|roots|solutions)\b|\bextrema\b",
         "all the minima of x^4 - x^2"),
        (r"\brunner-up\b|\bsecond (?:smallest|largest|lowest|highest|best)\b", "the runner-up minimum of x^4 - x^2"),
    ),
    *_rows(
        "another derivative",
        (r"(?<!\d> the )\b(?:left|right|one-sided|left-hand|right-hand)[- ](?:handed )?"
         + _THING, "left derivative of |x|"),
        (r"\b(?:total|symmetric|numeric|backward|forward|central|weak|mixed|cross|material|exterior|functional"
         r"|variational|lie|discrete|hidden)[- ](?:partial )?" + _THING, "mixed partial derivative of x^2 y"),
        (r"\b(?:zeroth|nth|n-th|fifth|sixth|seventh|eighth|ninth|tenth)[- ](?:order )?(?:partial )?" + _THING,
         "nth derivative of x^9"),
        (r"\b(?:second|third|fourth|2nd|3rd|4th) (?:[a-z]+ ){1,2}(?:derivative|partial|gradient|slope)",
         "what is the second mixed derivative of x^2 y"),
        (r"\b(?:unit|normali[sz]ed|clipped|natural|negative|policy|projected|true|squared|halved|half) "
         r"(?:gradient|vector|direction|derivative|slope)", "the negative gradient of x^2 + y^2"),
        (r"\b(?:norm|length|magnitude|size|direction|square|angle) of (?:the )?<[OPK]", "norm of ∇(x^2 + y^2)"),
        (r"\bhow long is\b", "how long is the gradient of x^2 + y^2 at (1, 1)"),
        (r"\b(?:twice|half|double|times|<N\d+>) (?:of )?(?:the |its )" + _THING, "twice the derivative of x^2"),
        (r"\b(?!values?|formula|expression|components?|entries|steps?|derivation|calculation|computation|out|all"
         r"|each|both|some|one|most|think|proof|help|point|location|coordinates?|position|place|x-value|function"
         r"|vector|sure|is|kind)[a-z-]+ of the (?:derivative|gradient|slope|minim|maxim)\w*",
         "reciprocal of the derivative of x^2"),
        (r"\b(?:norm|length|magnitude|square|reciprocal|negative|opposite|integral|sum|half|double|sine?"
         r"|cosine?) of (?:its|this|that|it)\b", "derivative of x^3 and the square of it"),
        (r"\b(?:direction|way) of (?:the )?(?:steepest descent|vector|<)|\bdecreases? (?:the )?fastest",
         "direction of steepest descent of x^2 + y^2 at (1, 1)"),
        (r"\bsteepest (?:descent(?! (?:algorithm|method|step|iteration))|downhill|decrease)\b",
         "steepest downhill slope of x^2 + y^2 at (1, 1)"),
        (r"\bin the direction\b(?! of (?:the )?(?:steepest )?(?:ascent|increase|uphill))|\bgoing toward"
         r"|\btowards?\b (?:<|the)", "slope of x^2 y at (1, 2) in the direction (3, 4)"),
        (r"\bseen (?:from|along)\b", "gradient of f(x, y) = x^2 y seen along y"),
        (r"\bwhose " + _THING + r"|\bha(?:s|ve) <[ED]\d+> as (?:its|an?|the) " + _THING
         + r"|(?<!\d> )\bhas (?:as|the) " + _THING,
         "what has x^2 as its derivative"),
        (r"\b(?:which|what) functions?\b.{0,30}\b(?:derivative|gradient)|\boriginal function\b(?! *:)"
         r"|\bwhat (?:was|is) the (?:original|function)\b", "what was the original function if the slope is x^2"),
        (r"\bthen (?:take|add|multiply|divide|square|halve|double)\b|\bplugging in its",
         "derivative of x^2, then take its cosine"),
        (r"\band (?:also )?(?:its|the) value\b", "find the derivative of x^2 and also its value at 2"),
        (r"\btreating <N\d+>", "derivative of x^2 treating 2 as variable"),
    ),
    *_rows(
        "where it has a value",
        (r"\b(?:where|when|which|what|for what|at what|values?|points?|place|for which)\b[^.?!]{0,60}"
         r"\b(?:derivative|slope|gradient|rate of change)\b[^.?!]{0,30}\b(?:zero|vanish|vanishes|0|positive"
         r"|negative|undefined|horizontal|at most|at least|not defined|exceed|greater|less|equals? that)",
         "where does the derivative of x^3 vanish"),
        (r"\bzero " + _THING + r"|\b(?:slope|gradient|derivative) (?:is |of |equal to |equals )?(?:zero|0)\b",
         "for which x has x^2 - 4x zero slope"),
        (r"\b(?:derivative|slope|gradient|rate) of <[DEP]\d+> (?:always |ever |strictly |still )*"
         r"(?:increas|decreas|monoton|positive|negative|bounded)", "is the derivative of x^2 increasing"),
        (r"\b(?:is|be|when|where|which)\b.{0,20}\b(?:increasing|decreasing|monoton\w+)\b|\b(?:increasing"
         r"|decreasing|monoton\w+) (?:function|on|or|for|where)", "where is x^3 - 12x decreasing, slope"),
        (r"\b(?:find|solve for|determine|know) <V\d+> (?:when|where|if|so|such|for which)\b",
         "find x when the slope of x^2 - 4x is 2"),
        (r"\b(?:for (?:what|which)|where|when|which values?|what values?)\b.{0,40}\b(?:convex|concave)\b"
         r"|\b(?:convex|concave) (?:up|down)\b", "where is x^3 - 12x concave up?"),
        (r"\bat (?:one|some|an?|each|every|a given)(?: specific| certain| particular)? points?\b"
         r"|\b(?:specific|certain|particular) points?\b", "slope of x^2 at one specific point"),
        (r"\bat (?:the|its|a|an|this|that) (?!moment|same|end|start|time|beginning|point|hand|place|origin|bottom"
         r"|top|very|given|indicated|specified|current|minimum|maximum|min|max|highest|lowest|peak|smallest"
         r"|largest|fastest|learning|rate)[a-z]+\b(?! (?:<|of\b|point))", "derivative of relu at the corner"),
        (r"<V\d+> = [a-z]|\borigin\b", "slope of x^2 at x = yesterday"),
    ),
    *_rows(
        "a condition",
        (r"\b(?:on|over|in|within|between|for)\b[^.?!<]{0,30}\binterval\b|\bintervals?\b",
         "maximum of x^2 on the unit interval"),
        (r"\bbetween (?:<[NS]\d+>|zero|one|two|three|four|five) and\b|\bon <[TR]\d+>|\bin <R\d+>",
         "maximum of x^2 between zero and three"),
        (r"\bboth (?:are |is |being |be )?positive\b|\bpositive (?:integers?|numbers?|values?|reals?)\b(?! <)",
         "minimum of x + 1/x over the positive numbers"),
        (r"\bit must be\b|\bmust be (?:positive|an? integer|at (?:least|most)|equal)|\bprovided that\b"
         r"|\bsubject to\b", "minimum of x + y if it must be positive"),
        (r"\bsuch that\b(?! <D)(?!.*\b(?:minim|maxim|small|larg|low|high))|\bso that <[RQXV]",
         "derivative of x^2 such that it stays even"),
        (r"\bonce <V\d+> (?:turns|becomes) (?:in)?to|\breplac\w*", "derivative of x^2 once x turns into sin x"),
        (r"\b(?:depends?|depending) on\b|<V\d+> (?:itself )?is (?:a |an |some )?(?:\w+ )?function of",
         "if y depends on x, what is the derivative of x^2 y"),
        (r"\b(?:holding|treating|keeping)\b|\b(?:hold|treat|keep) <V", "holding it, differentiate x^2 y"),
        (r"\bto the (?:left|right)\b|\bfrom the (?:left|right|left and right)\b", "derivative of x^2 to the left"),
        (r"\bin (?:degrees|radians)\b|\bdegrees\b|\bper ?cent\b|%|\bas a (?:percentage|fraction)\b",
         "derivative of sin x where x is in degrees"),
        (r"\babsolute terms\b|\bto base\b|\bnearest whole\b", "derivative of x^2 to base ten"),
    ),
    *_rows(
        "another function",
        (r"\b(?:log|logarithm|ln|sine?|cosine?|tan|sqrt|root|square|cube|exp|exponential|gamma|beta|factorial"
         r"|floor|power|norm|trace|absolute value|median|variance|expectation|expected value|probability|rank"
         r") of\b(?! \w+ (?:step|descent))", "derivative of the logarithm of the gamma of x^2"),
        (r"\b(?:part|side|copy|image|transform|multiple|percentage|fraction|shift|floor|ceiling|rest) of (?:the )?"
         r"(?:\w+ )?<", "derivative of the fractional part of x^2"),
        (r"\b(?:largest|greatest|smallest|larger|smaller|bigger) of <", "derivative of the larger of x and x^2"),
        (r"\bof (?:a|an|the) (?!curve|graph|line|tangent|function|surface|hill|point|loss|cost)\w+ (?:\w+ )?(?:on"
         r"|onto|against|inside|under|above|near|behind) <", "slope of a ladder leaning on f(x) = x^2"),
        (r"\bof (?:the )?(?!squared|given|named|called|required|requested|needed|related)[a-z]+ed <[EDP]",
         "derivative of frobbed x^2"),
        (r"<[EDP]\d+> (?!need|evaluated|differentiated|used|called|needed|defined|named|expressed|asked|based"
         r"|supposed|confused|solved|taken)[a-z]{2,}ed\b", "derivative of x^2 frobbed"),
        (r"\b(?:sin|cos|tan|ln|csc|cot|sinh|cosh|arcsin|arccos|arctan|sqrt)\b", "derivative of cos grandma x"),
        (r"\b(?:plus|minus|times) <[EDN]|<[EDVN]\d+> (?:plus|minus|times)\b|<[ED]\d+> over <|\bover <[ED]"
         r"|\b{NUMERAL} over\b", "derivative of one dude over x squared"),
        (r"\bwith itself\b|\bmirror\b", "slope of the mirror image of f(x) = x^2"),
        (r"\b(?:respect to|wrt|by) <E|\brespect\b(?! to (?:the )?[a-z]+\b(?! <))|\bwrt\b(?! <)"
         r"|\bin terms of [a-z]", "derivative of x with respect to 2x"),
    ),
    *_rows(
        "a refusal",
        (r"\b(?:don't|dont|do not|never|stop|without) (?:differentiat|deriv)", "don't differentiate x^2"),
        (r"\bwhat (?:[a-z]+ )?not\b|\bnot need\b", "what is not the derivative of x^2"),
        (r"\bwithout (?!us(?:e|ing)|a? ?calculator|looking|simplif|expand|sympy|software|help|any|wolfram|steps"
         r"|graphing|plotting|drawing|sketching"
         r"|having|doing|(?:the )?(?:chain|product|quotient|power) rule|quotient|product|l'?hop|knowing|going"
         r"|leaving|a computer)", "derivative of x^2 without the constant"),
        (r"\baverage\b(?! (?:loss|cost|error|squared|price|height|student|person|temperature)s?)",
         "compute average the gradient of x^T A x"),
    ),
    *_rows(
        "another question of descents",
        (_MOST + r" (?:possible )?(?:step|slope|derivative|gradient|rate)\b", "the largest slope of x^3 - x"),
        (r"\b(?:largest|smallest|biggest|maximum|max|minimum|highest|lowest|greatest|best|optimal|ideal|weakest"
         r"|steepest|good|suitable|which|what) (?:possible )?(?:value of the )?(?:learning rate|lr|step size)",
         "best learning rate for the minimum of x^2"),
        (r"\b(?:weakest|steepest) (?:possible )?(?:step|slope|derivative)\b", "weakest slope of f(x) = x^2"),
        (r"\bhow many\b|\bhow often\b|\bnumber of (?:steps|iterations|minima|roots|solutions|times|updates)\b",
         "how many minima has x^4 - x^2"),
        (r"\b(?:ascent|backwards?)\b(?=.*\b(?:learning rate|lr|step size|rate)\b)|\bgradient ascent\b",
         "gradient ascent with lr 0.1 on x^2"),
        (r"\bwarm[- ]?up (?:steps|schedule|epochs|of)", "gradient descent on x^2 with lr 0.1 and a warmup schedule"),
        (r"\blipschitz\b|\bcondition number\b", "Lipschitz constant of the slope x^2"),
    ),
    *_rows(
        "a question for the lessons",
        (r"\bwhat (?:does|do|did) .{0,60}\b(?:mean|tell|tells|represent|say about)\b|\bmeaning\b|\bintuition\b"
         r"|\binterpret\w*|\bwhat it means", "what does the derivative of x^2 tell us"),
        (r"\bdifferentiab\w+|\bcontinu(?:ous|ity)\w*|\bexist(?:s|ence)?\b|\bsmooth\b|\bunique\b",
         "does the derivative of |x| exist everywhere"),
        (r"\bcompar(?:e|ed|ing|ison)\b|\brelat(?:e|es|ed|ion|ionship)\b|\bversus\b|\bvs\b",
         "slope of x^2 compared with x"),
        (r"\bperpendicular|\borthogonal\b|\bparallel to\b|\bhorizontal tangent|\bvertical\b|\blevel (?:curves?"
         r"|sets?)\b", "is the gradient of x^2 + y^2 perpendicular to circles"),
        (r"\bcomes? from\b|\b(?:derivative|differentiation) rules?\b|\b(?:which|what) (?:\w+ )?rules?\b",
         "where does the 2 in the derivative of x^2 come from"),
        (r"\b(?:state|give|what is) the (?:\w+ )?definition\b|\bnotation\b", "notation for the derivative of x^2"),
        (r"\b(?:which|what) units?\b", "in which units is the derivative of 4.9t^2"),
        (r"\bwho (?:invented|discovered|was|is|were|first|came)\b|\binvented\b|\bhistory\b",
         "who invented the derivative of x^2"),
        (r"\bchance\b", "chance that the slope of x^2 happens"),
    ),
)  # fmt: skip

# An operation that bars wherever it is named. The beginnings of words; "=" ends a word that counts as a whole.
OPERATIONS = """integra integrate antideriv anti-d antigrad primitive limit= limits= lim= taylor maclaurin lagrang
    constrain constraint hessian eigen laplac curl= fourier convol newton secant bisect euler trapez simpson adam=
    adagrad rmsprop momentum nesterov stochastic directional implicit= implicitly asymptot inflect inflexion stationar
    discrim antisymm subgrad subdiff proximal elasticit curvature jerk= discret fractional distributional logarithmic
    conjugat adjoint inverse= factorial modulo mod= interpol extrapol approximat lineari roots zeros= zeroes intersect
    intercept vertex= axis= perimeter circumference probab percent correlat uncertain sketch draw= plot= convolve kkt
    dual= chord= amplitude frequen determinant integers integer primes prime numerical numerically homogeneous bounds=
    composed composition halved doubled tripled polar= spherical cylindrical cdf= percentage midpoint""".split()

# Words that change a formula or a wish when they stand beside it.
CHANGING = """not= never without except exclud neither nor= unless instead nothing none untrue ignor omit drop= dropping
    delet absen fail half= halv doubl tripl thrice quadrupl twice floor ceil rounded trunc reciproc negat reflect shift
    scal= scaled scaling translat stretch rotat transpos normali clip= clipp modul absolut add= added adding subtract
    multipl divid raised lower= reduc increment decrement square= squares power= root= chained smear noise hidden
    squared cubed sum= swap revers backwards upside sums= total product quotient ratio= cumulat span= project compos
    iterat= parts everything elsewhere else= itself times thousand million billion degree larger smaller bigger greater
    opposite zeroth nth= sign= remainder digit whenever until within inside= outside beyond above below domain range=
    natural whole= positive negative nonneg real= complex boundar restrict among across nearby nearest tend= tends
    tending infin toward away= parametr vary varying satisf box= behav sensitivity continu""".split()
