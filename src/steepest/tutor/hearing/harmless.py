"""What people say with words that could bar a computation, and that changes nothing."""

from __future__ import annotations

# Phrases, as patterns over masked questions.
HARMLESS: tuple[str, ...] = (
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
    r"(?:^|[,.;(]\s*)(?:in |with |using |it's |its |base e |(?:the )?log is |(?:the )?log means )*"
    r"(?:the )?natural log\w*\b(?! of)",
    r"\b(?:using|by|with|via|through|from|check) (?:the |its |a )?hessian(?: matrix| test| determinant)?\b(?! of| <)",
    r"\bnot (?:homework|hw|for (?:school|homework|a grade|class))\b",
    r"\b(?:regression|lasso|svm|training|network|estimator|squares|we) minimi[sz]es?\b(?= <)",
    r"\bneural (?:net|network)s?\b|\bmachine learning\b|\bdeep learning\b|\bdata(?:set)?s?\b(?! (?:of|is))",
)

# How a clause begins that speaks of people and asks nothing.
CHATTER = (
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
