"""What bars a computation: words that ask for something else, or change what is asked.

A word that no table knows is passed over, and what was understood is echoed. Words that carry mathematics are known, by
kind: an operation that the box does not do bars wherever it is named; a word that can change a formula or a wish bars
in the clause where these stand.
"""

from __future__ import annotations

import re

from steepest.tutor.hearing.patterns import pattern

# Another operation: bars anywhere in the question. The beginnings of words; "=" ends a word that counts as a whole.
OPERATIONS = """integra integrate antideriv anti-d antigrad primitive limit= limits= lim= taylor maclaurin
    lagrang constrain constraint hessian eigen laplac curl= fourier convol newton secant bisect euler trapez
    simpson adam= adagrad rmsprop momentum nesterov stochastic directional implicit= implicitly asymptot inflect
    inflexion stationar discrim antisymm subgrad subdiff proximal elasticit curvature jerk= discret fractional
    distributional logarithmic conjugat adjoint inverse= factorial modulo mod= interpol extrapol approximat lineari
    roots zeros= zeroes intersect intercept vertex= axis= perimeter circumference probab percent correlat uncertain
    sketch draw= plot= convolve kkt dual= chord= amplitude frequen
    determinant integers integer primes prime numerical numerically lambertw homogeneous bounds= antiderivative
    composed composition halved doubled tripled polar= spherical cylindrical cdf= percentage midpoint""".split()

# Phrases that ask for another thing.
PHRASES: tuple[str, ...] = (
    r"equations?\s+(?:of|for)\s+(?:the\s+|a\s+)?(?:tangent|line|normal|plane)"
    r"|\btangent\b.{0,12}\bequation|\btangent planes?\b",
    r"\baverage\b(?! (?:loss|cost|error|squared|price|height|student|person|temperature)s?)|\bnot need\b",
    r"\bwithout (?!us(?:e|ing)|a? ?calculator|looking|simplif|expand|sympy|software|help|any|wolfram|steps|having|doing"
    r"|(?:the )?(?:chain|product|quotient|power) rule|quotient|product|l'?hop|knowing|going|leaving|a computer)",
    r"\bwhat (?:[a-z]+ )?not\b",
    r"\b(?:don't|dont|do not|never|stop|without) (?:differentiat|deriv)|^expand\b|\bexpand <",
    r"\bfactor (?:out )?(?:the )?(?:expression|polynomial|<)",
    r"<V\d+> = [a-z]|\borigin\b|\b(?:holding|treating|keeping)\b|\b(?:hold|treat|keep) <V|\b{NUMERAL} over\b",
    r"\b(?:second|third|fourth|2nd|3rd|4th) (?:[a-z]+ ){1,2}(?:derivative|partial|gradient|slope)",
    r"\bon average\b|\b(?:average|mean|avg) (?:rate|slope|velocity|speed|gradient|value|derivative|change)",
    r"\b(?:largest|smallest|biggest|maximum|max|minimum|highest|lowest|best|optimal|greatest|ideal"
    r"|weakest|steepest|good|suitable|which|what)\s+"
    r"(?:possible )?(?:value of the )?(?:learning rate|lr|step size)",
    r"\b(?:largest|smallest|biggest|maximum|max|minimum|highest|lowest|greatest|weakest|steepest)\s+(?:possible )?"
    r"(?:step|slope|derivative|gradient|rate)\b",
    r"\b(?:where|when|which|what|for what|at what|values?|points?|place"
    r"|for which)\b[^.?!]{0,60}\b(?:derivative|slope|gradient|rate of change)\b[^.?!]{0,30}\b"
    r"(?:zero|vanish|vanishes|0|positive|negative|undefined|horizontal|at most|at least|not defined"
    r"|exceed|greater|less|equals? that)",
    r"\b(?:as its|whose|has as|has the) (?:derivative|slope|gradient)",
    r"\b(?:on|over|in|within|between|for)\b[^.?!<]{0,30}\binterval\b|\bintervals?\b"
    r"|\bbetween (?:<[NS]\d+>|zero|one|two|three|four|five) and\b|\bon <[TR]\d+>|\bin <R\d+>",
    r"\b(?:is|be|when|where|which)\b.{0,20}\b(?:increasing|decreasing|monoton\w+)\b|\b(?:increasing"
    r"|decreasing|monoton\w+) (?:function|on|or|for|where)",
    r"\barea (?:under|below|between|enclosed|above|inside)\b|\benclosed by\b|\bboth (?:are |is "
    r"|being |be )?positive\b|\bit must be\b|\bmust be (?:positive|an? integer|at (?:least|most)"
    r"|equal)|\bsuch that\b(?! <D)(?!.*\b(?:minim|maxim|small|larg|low|high))|\bso that <[RQXV]"
    r"|\bprovided that\b|\bsubject to\b",
    r"\bpositive (?:integers?|numbers?|values?|reals?)\b(?! <)",
    r"\b(?:find|solve for|determine|know) <V\d+> (?:when|where|if|so|such|for which)\b",
    r"\b(?:sine?|cosine?|angle|norm|length|magnitude|square|reciprocal|negative|opposite|integral|sum"
    r"|product|errors?|size|sign|half|"
    r"floor|conjugate|transpose|zeros?|roots?|double|twice|graph|difference|inverse"
    r"|tangent) of the (?:slope|derivative|gradient|minim|maxim)",
    r"\b(?:sine?|cosine?|norm|length|magnitude|square|reciprocal|negative|opposite|integral|sum|half"
    r"|double) of (?:its|this|that|it)\b",
    r"\b(?:twice|half|double|times|<N\d+>) (?:of )?(?:the |its )(?:derivative|slope|gradient|partial)"
    r"|\bnormal (?:to|line|of|at)\b",
    r"\b(?:log|logarithm|ln|sine?|cosine?|tan|sqrt|root|square|cube|exp|exponential|gamma|beta"
    r"|factorial|floor|power|norm|trace|absolute value|median|variance|expectation|expected value"
    r"|probability|rank) of\b(?! \w+ (?:step|descent))",
    r"\bto the (?:left|right)\b|\bfrom the (?:left|right|left and right)\b|\brunner-up\b"
    r"|\bsecond (?:smallest|largest|lowest|highest|best)\b",
    r"\bof (?:a|an|the) (?!curve|graph|line|tangent|function|surface|hill|point|loss"
    r"|cost)\w+ (?:\w+ )?(?:on|onto|against|inside|under|above|near|behind) <",
    r"\b(?:derivative|slope|gradient|rate) of <[DEP]\d+> (?:always |ever |strictly "
    r"|still )*(?:increas|decreas|monoton|positive|negative|bounded)",
    r"\b(?!values?|formula|expression|components?|entries|steps?|derivation|calculation|computation"
    r"|out|all|each|both|some|one|most|"
    r"think|proof|help|point|location|coordinates?|position|place|x-value|function|vector|sure|is"
    r"|kind)[a-z-]+ of the (?:derivative|gradient|slope|minim|maxim)\w*",
    r"\blipschitz\b|\bcondition number\b|\bcomes? from\b|\bin terms of [a-z]|\b(?:derivative"
    r"|differentiation) rules?\b",
    r"\bat (?:the|its|a|an|this|that) (?!moment|same|end|start|time|beginning|point|hand|place|origin"
    r"|bottom|top|very|given|indicated|specified|current|minimum|maximum|min|max|highest|lowest|peak|"
    r"smallest|largest|fastest|learning|rate)[a-z]+\b(?! (?:<|of\b|point))",
    r"\b(?:plugging in its|and (?:also )?(?:its|the) value)\b",
    r"\b(?:left|right|one-sided|total|symmetric|numeric|backward|forward|central|weak|negative"
    r"|average|mean|mixed|cross|material|exterior|"
    r"functional|variational|lie|hidden|zeroth|nth|fifth|sixth|seventh|eighth|ninth|tenth|discrete"
    r"|normal|n-th|half)[- ](?:hand(?:ed)? )?(?:partial )?"
    r"(?:derivatives?|difference|gradients?|slopes?|partials?)",
    r"\b(?:finite|central|forward|backward) difference",
    r"\b(?:unit|normali[sz]ed|clipped|natural|negative|policy|projected|true|squared"
    r"|halved)\s+(?:gradient|vector|direction|derivative|slope)",
    r"\b(?:direction|way) of (?:the )?(?:steepest descent|vector|<)"
    r"|\bsteepest (?:descent(?! (?:algorithm|method|step|iteration))|downhill|decrease)\b"
    r"|\bdecreases? (?:the )?fastest",
    r"\bin the direction\b(?! of (?:the )?(?:steepest )?(?:ascent|increase|uphill))|\bgoing toward"
    r"|\btowards?\b (?:<|the)",
    r"\b(?:ascent|backwards?)\b(?=.*\b(?:learning rate|lr|step size|rate)\b)|\bgradient ascent\b"
    r"|\bwarm[- ]?up (?:steps|schedule|epochs|of)",
    r"\bperpendicular|\borthogonal\b|\bparallel to\b|\bhorizontal tangent|\bvertical\b",
    r"\bwhat (?:does|do|did) .{0,60}\b(?:mean|tell|tells|represent|say about)\b|\bmeaning\b"
    r"|\bintuition\b|\binterpret\w*|\bwhat it means",
    r"\bdifferential equations?\b|\bsolve (?:the )?(?:ode|equation|<)|\bestimate\b.*\bh\b",
    r"\b(?:first|last|leading|next) term\b|\bexpansion\b|\bseries\b|\bfactori[sz]e\w*"
    r"|\bsimplify (?:the )?(?:expression|fraction|<E)",
    r"\bhow many\b|\bhow often\b|\bnumber of (?:steps|iterations|minima|roots|solutions|times|updates)\b",
    r"\bdifferentiab\w+|\bcontinu(?:ous|ity)\w*|\bexist(?:s|ence)?\b|\bsmooth\b|\bunique\b",
    r"\bcompar(?:e|ed|ing|ison)\b|\brelat(?:e|es|ed|ion|ionship)\b|\bversus\b|\bvs\b",
    r"\bas a (?:percentage|fraction)\b|\bper ?cent\b|%|\bin (?:degrees|radians)\b|\breplac\w*"
    r"|\bchance\b|\b(?:depends?|depending) on\b|<V\d+> (?:itself )?is (?:a |an "
    r"|some )?(?:\w+ )?function of",
    r"\bdegrees\b|\bwho (?:invented|discovered|was|is|were|first|came)\b|\bnotation\b"
    r"|\blevel (?:curves?|sets?)\b|\b(?:which|what) units?\b|\bhow long is\b"
    r"|\bwrite (?:me )?(?:a |some )?(?:\w+ )?(?:function|code|program|script|loop)\b|\bimplement\b"
    r"|\binvented\b|\bhistory\b",
    r"\b(?:critical|stationary|saddle|turning|inflection) points?\b(?!.*\b(?:minim|maxim))|\bcritical values?\b",
    r"\b(?:for (?:what|which)|where|when|which values?|what values?)\b.{0,40}\b(?:convex|concave)\b"
    r"|\b(?:convex|concave) (?:up|down)\b",
    r"\bat (?:one|some|an?|each|every|a given)(?: specific| certain| particular)? points?\b"
    r"|\b(?:specific|certain|particular) points?\b",
    r"\b(?:respect to|wrt|by) <E|\b(?:norm|length|magnitude|size|direction|square"
    r"|angle) of (?:the )?<[OPK]|\b(?:which|what) (?:\w+ )?rules?\b",
    r"\bzero (?:slope|gradient|derivative)|\b(?:slope|gradient|derivative) (?:is |of |equal to "
    r"|equals )?(?:zero|0)\b|\b(?:state|give|what is) the (?:\w+ )?definition\b",
    r"\boriginal function\b(?! *:)|\bwhat (?:was|is) the (?:original|function)\b",
    r"\b(?:which|what) functions?\b.{0,30}\b(?:derivative|gradient)",
    r"\bthen (?:take|add|multiply|divide|square|halve|double)\b|\b(?:largest|greatest|smallest|larger"
    r"|smaller|bigger) of <",
    r"\b(?:part|side|copy|image|transform|multiple|percentage|fraction|shift|floor|ceiling"
    r"|rest) of (?:the )?(?:\w+ )?<",
    r"\b(?:all|every|each|runner-up) (?:of )?(?:the )?(?:minima|maxima|extrema|roots|solutions)\b"
    r"|\bextrema\b|\babsolute terms\b",
    r"\brespect\b(?! to (?:the )?[a-z]+\b(?! <))|\bwrt\b(?! <)",
    r"\b(?:sin|cos|tan|ln|csc|cot|sinh|cosh|arcsin|arccos|arctan|sqrt)\b",
    r"\b(?:plus|minus|times) <[EDN]|<[EDVN]\d+> (?:plus|minus|times)\b|<[ED]\d+> over <|\bover <[ED]",
    r"\bby hand(?: with)? h\b|\bto base\b|\bwith itself\b|\bnearest whole\b|\bmirror\b",
    r"\bof (?:the )?(?!squared|given|named|called|required|requested|needed|related)[a-z]+ed <[EDP]",
    r"<[EDP]\d+> (?!need|evaluated|differentiated|used|called|needed|defined|named|expressed|asked"
    r"|based|supposed|confused"
    r"|solved|taken)[a-z]{2,}ed\b",
    r"\bonce <V\d+> (?:turns|becomes) (?:in)?to|\bseen (?:from|along)\b|\btreating <N\d+>|\busing <[SN]\d+>",
)

# Words that change a formula or a wish when they stand beside it, at most two words away.
CHANGING = """not= never without except exclud neither nor= unless instead nothing none untrue ignor omit drop=
    dropping delet absen fail half= halv doubl tripl thrice quadrupl twice floor ceil rounded trunc
    reciproc negat reflect shift scal= scaled scaling translat stretch rotat transpos normali clip=
    clipp modul absolut add= added adding subtract multipl divid raised lower= reduc increment decrement
    square= squares power= root= chained smear noise hidden squared cubed sum= replac swap revers
    backwards upside sums= total product quotient ratio= cumulat span= project compos iterat= fractional
    parts everything elsewhere else= itself times thousand million billion degree larger smaller bigger
    greater opposite zeroth nth= nth sign= remainder digit whenever until within inside= outside beyond
    above below domain range= natural whole= positive negative nonneg real= complex boundar restrict
    among across nearby nearest tend= tends tending infin toward away= parametr vary varying depend
    satisf box= behav relat sensitivity implicit continu perpendicular""".split()


def _starts(words: list[str]) -> re.Pattern[str]:
    """A word that begins so; one with = behind it, only as a whole."""
    rows = [rf"{re.escape(w[:-1])}\b" if w.endswith("=") else re.escape(w.rstrip("%")) for w in words]
    return re.compile(rf"\b(?:{'|'.join(rows)})")


_OPERATIONS = _starts(OPERATIONS)
_PHRASES = re.compile("|".join(f"(?:{pattern(p).pattern})" for p in PHRASES))
_CHANGING = _starts(CHANGING)

# What is said with such words and changes nothing; taken out first.
_HARMLESS: tuple[re.Pattern[str], ...] = tuple(
    pattern(p)
    for p in (
        r"\b(?:mean |half |sum of |least |the )*squared? (?:error|loss|residual|difference|distance|norm"
        r"|exponential)s?(?: (?:loss|cost|function))?",
        r"\bleast[- ]squares\b|\bnormal distribution\b|\bsum of squares\b(?= <)"
        r"|\bsum of squared (?:errors|residuals)",
        r"\b(?:mean|average) (?:absolute|squared?) error\b",
        r"\b(?:logistic|sigmoid|softplus|exponential|linear|quadratic|cubic|constant|composite|rational"
        r"|polynomial|power|inverse tangent|"
        r"natural log\w*|error|activation|cost|loss|objective) function\b",
        r"\bnot (?:sure|confident|certain|really|in my notes|understanding|necessarily symmetric|good at"
        r"|able|matching|clear|helpful|the same as)\b{TALK}",
        r"(?<=convex)(?:,| or)+ (?:or )?(?:concave(?:,| or)* )?(?:or )?neither\b[^.?]*|(?<=concave)(?:,"
        r"| or)+ (?:or )?(?:convex(?:,| or)* )?(?:or )?neither\b[^.?]*",
        r"\b(?:true or (?:false|not|untrue)|right or (?:wrong|not)|yes or no|or not|or otherwise|or nah"
        r"|or neither|, no\b|ok or not|t/f)",
        r"\b(?:don'?t|do not|dont|can'?t|cant|cannot|couldn'?t|didn'?t|doesn'?t|doesnt|isn'?t|isnt"
        r"|wasn'?t|won'?t|never|no) (?:get|know|understand|see|have|remember|think|seem|figure|work|did"
        r"|match|agree|idea|clue|calculator|steps|apply|need|want|symmetric)\b{TALK}",
        r"\bno (?:idea|clue|need|calculator|steps|problem|worries|matter)\b{TALK}",
        r"\bcalc(?:ulus)? (?:i|1|2|ii|class|test|exam|homework)\b",
        r"\bas (?:small|large|low|high|little|much|big) as possible\b",
        r"\b(?:sign|mistake|error|factor|minus|term|two|<N\d+>|something) (?:mistake|error|missing"
        r"|is missing|wrong|flipped)\b|\bsign errors?\b",
        r"\b(?:messing|messed|mess|mix|mixed|mixing) (?:up )?(?:the )?(?:signs?|them|it)(?: up)?\b",
        r"\bhow (?:do|would|can|should|does|could|to) (?:i|you|we|one|it|this|that)?\b",
        r"\bwhat (?:happens?|will happen|is going to happen|would happen)\b",
        r"\bin (?:general|total|detail|full|words|python|numpy|pytorch|code|decimal|closed form)\b"
        r"|\bas a decimal\b|\bin decimal form\b",
        r"\b(?:over|on|for) (?:all )?(?:the )?reals?(?: numbers?| line)?\b|\bfor (?:all|every|any"
        r"|real)(?: real)? (?:<V\d+>|numbers|values)(?!\w)",
        r"\b(?:if|where|when|with|and) (?:<V\d+>|it|they) (?:is|are) (?:a |both )?real(?: numbers?)?\b",
        r"(?:^|[,.;:!?] )(?:no|not|not the|isn't the|not an?|don't want the|dont want the|without the) (?:whole "
        r"|full )?(?:derivative|gradient|integral|slope|antiderivative|value)\b(?! of)",
        r"\bmultiple choice\b|\bmark(?:ed)?\b[^,.;?]*\bwrong\b|\bquotient rule\b|\bproduct rule\b"
        r"|\bsum rule\b|\bpower rule\b",
        r"\bcurve is\b|\bthrough the steps\b|\bexplain\b(?= (?:how|the steps|step|me|to))|\bexplain (?:it"
        r"|this|please|pls)\b",
        r"\b(?:at|per|each|every) (?:time|step|iteration)s?\b|\bfirst[- ]order partial"
        r"|\bfirst (?:partial )?(?:order )?(?:derivative|partial|iteration|step)",
        r"\btwo variables\b|\bone variable\b|\bseveral variables\b|\bother variables?\b|\bat a time\b",
        r"\bleft and right\b|\bback and forth\b|\bzig ?zag\w*\b|\bleft or right\b",
        r"\bwhat formula\b|\b(?:the|a|right|exact) formula\b(?! (?:of|for) the)"
        r"|\bsimplify(?:ing)? (?:your answer|the answer|it|fully|the result|as far as possible"
        r"|where possible)",
        r"\blearning rate schedule\b|\b(?:long|short) time\b|\bfrom scratch\b|\bbackprop\w*"
        r"|\bvanishing gradients?\b(?=:)",
        r"\bneural (?:net|network)s?\b|\bmachine learning\b|\bdeep learning\b|\bdata(?:set)?s?\b(?! (?:of|is))",
    )
)
_CHATTER = re.compile(
    r"^(?:and |so |but |because |since |cause |as |just |sorry |pls |please |though |although |even "
    r"|well |ok |okay |lol |also )*"
    r"(?:i|i'm|im|i've|ive|i'd|my|we|our|you|your|he|she|they|it's|its not|prof\w*|teacher|anyone"
    r"|someone|somebody|anybody|can|could"
    r"|please|pls|plz|thanks|thank|thx|ty|tysm|stuck|really|kinda|totally|super|due|need|any|hints?"
    r"|help|appreciate\w*|cheers"
    r"|the (?:book|teacher|professor|lecture\w*|corner|exercise|answer key|power rule|quotient rule"
    r"|chain rule|product rule|textbook|ta)"
    r"|wolfram|wikipedia|chatgpt|physics|math\w*|homework|ml|new|self|only|curious|trying|got|lecture"
    r"|justify|state|show|not|no)\b"
)


def bare(left: str) -> str:
    """What is left of a question without what changes nothing, though its words might elsewhere."""
    for harmless in _HARMLESS:
        left = harmless.sub(" ", left)
    return re.sub(r"\s+", " ", left).strip()


def barred(text: str, asks: re.Pattern[str]) -> bool:
    """Does what is left of a question, marks and words, ask for something else? `asks` finds a wish."""
    if _OPERATIONS.search(text) or _PHRASES.search(text):
        return True
    return any(_beside(part, asks) for part in clauses(text))


def asks_why(text: str) -> bool:
    """Is a reason asked for, of a formula? "Why can't I get it right" asks for the thing itself."""
    return any(_WHY.match(p) and re.search(r"<[DEPOCQ]\d+>", p) for p in re.split(r"(?<=[.?!])\s", text))


def _beside(part: str, asks: re.Pattern[str]) -> bool:
    """Does a changing word stand beside a formula or a wish?"""
    words = part.split()
    if len(words) <= 2 and any(_CHANGING.match(w) for w in words):
        return True
    core = {k for k, w in enumerate(words) if re.match(r"<[DEPOCQ]\d+>", w) or asks.fullmatch(w.strip("'s"))}
    return any(_CHANGING.match(w) and any(abs(k - c) <= NEAR for c in core) for k, w in enumerate(words))


def clauses(text: str) -> list[str]:
    """The clauses of a text: what stands between stops, and between commas where no mark follows at once."""
    return [p.strip() for p in re.split(r"[.;?!:()]+(?:\s|$)|,\s+|\s-\s", text) if p.strip()]


NEAR = 3  # words
_WHY = re.compile(
    r"(?!why (?:can't|cant|can not|cannot|don't|do) i (?:get|find|seem|figure|solve|work|do|keep))"
    r"(?:.*\bwhy (?:is|does|do|are|did|would|can|has|have)\b|why\b)"
)


def is_chatter(part: str, asks: re.Pattern[str]) -> bool:
    """Is it a clause beside the question: no formula, no wish, and it speaks of people?"""
    return re.search(r"<[DEPOCQ]\d+>", part) is None and asks.search(part) is None and _CHATTER.match(part) is not None
