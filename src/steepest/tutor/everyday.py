"""Everyday words in a question: those that are passed over, and those that count for little."""

from __future__ import annotations

# Passed over.
STOP = frozenset(
    """a about actually after again all also am an and any are as at basically be because been before being
    between but by called can compared concept could define defined definition did difference do does
    doing don't done each else ever every exactly example examples explain for from get gets getting
    give gives go going good got had happen happens has have help her here him his how i i'm idea if in
    into intuition intuitive intuitively is isn't it it's its just kind know let like make makes many me
    mean meaning means meant might more most much must my need needs no not of off often ok on one or
    other our out please problem question really relate related role same say says see she should show
    simple simply so some something step-by-step still such take tell term terms than that the their
    them then there these they thing things think this those to too two understand up us use used using
    very want was way we well went were what what's when where which while who why will with without
    word words work works would yes you your""".split()
)

# Everyday English: they find a place only weakly, and do not make a question foreign.
PLAIN = frozenset(
    """able above abstract account accuracy accurate across actual adjust adjusting advantage advantages
    advice algebraic allow allowed allows almost alone along already always among amount annoying answer
    answers anyone anyway apart appear appears applied apply applying approach approaches appropriate
    approximately aren aren't arise article assign assigned assume attempt avoid avoids away back bad
    barely basic become becomes begin beginner beginners beginning behave behaves believe below benefit
    benefits besides best better big bigger biggest billion billions bit bits book both bottom brief
    bring brings bunch calculate calculated calculating call calls can't cannot careful carry case cases
    cause caused causes causing caution certain cheap cheaper child children choose choosing chosen
    class classic classical clever close closer code come comes common commonly compare comparison
    completely compute computed computing conceptual conceptually concern concrete concretely confused
    confusing confusion connected connection cons consider considered control controls correct couldn
    count counts couple course critical crucial curious current dangerous deal deals decide deciding
    deep denote derive derived deriving describe describes determine diagram didn't differences
    different differently difficult directly disadvantage disadvantages discuss discussed distinct
    distinction dive doesn doesn't double down downside draw drawback drawbacks drawing drawn dummies
    during earlier early easier easy effect eight either empty enable enables end ended ending engineer
    engineers english enough entirely especially essential essentially even eventually everybody
    everyone everything exam expect expected fairly false famous far faster fastest feasible feel feels
    few figure finally find finding fine first five flow flows forget forgot form formal forms found
    four front full fully future gave general generally geometric geometrically giant given giving
    gradually grandma great group guess guys half handle handled happening hard harder hardest hardly
    hasn haven hear heard hello helped helpful helps hey hi high hint hints honest honestly hope however
    huge hundred illustrate illustration image imagine imagining immediately importance important
    impossible indirectly informal information informative instead interesting interpret interpretation
    interpreted interview involve involved involves isn keep keeps key kid known largely larger largest
    last late later layman lead leading leads learned lecture left lets life likely link linked list
    listed literally long look looking lot lots low madam main mainly major massive matter matters
    meaningful merely method methods middle million millions minor modern mostly motivation motive move
    moved moves multiple name named narrow near nearby nearly necessarily necessary necessity neither
    never new next nice nine nothing now number numbers numerical obtain obtained occur occurs odd okay
    old once outcome page painful painfully pair paper part particular particularly partly past people
    person physical pick picking picture pictures piece plain plenty point popular possible practical
    practically practice precise precisely prefer pretty prevent prevents previous professor program
    programmer programmers proof proper pros prove purely purpose put quantities quantity questions
    quick quickly quite rapidly rarely rather reach reaches read reading real real-life reason
    reasonable reasons recent recently refer relation relationship remain remains remember rename
    represent represented represents require required requirement result results right risky roughly
    safe safely safest said scientist scientists second seeing seem seemed seems select sense sensible
    sentence sentences separately seriously set setting settings seven several shallow short shouldn
    shown shows side sides significance significant signs similar similarly simpler since single sir
    situation six sketch slightly slower small smaller smallest smart smoothly software solve solving
    someone sometimes somewhat soon sort sound sounds speak speaking specific specifically stable stand
    standard standing stands start state stated stay stays steadily still stop strange struggling stuck
    student students study studying stuff suddenly suitable summarise summarize summary support supports
    suppose surprising symptom symptoms taken takes taking talk talking tall teach teacher teaching
    technique techniques telling tells ten textbook thank thanks theoretically theory thinking thinks
    though thought thoughts thousand three through tie tied time times tiny tip tips today together told
    tomorrow tool tools top topic topics totally traditional trick tricks tried triple true truly try
    trying tune tuning turn tutorial twice type types typical typically unable under understanding
    unlikely until useful useless user users usual usually value values various versus video visual
    visualise visualize visually vs walk wasn ways weird well-known whereas whole wide wildly wish
    within won won't wonder wondering world worse worst worth worthwhile wouldn't write written wrong
    year years yet young""".split()
)

# Words that any lesson of this kind uses.
COMMON = frozenset(
    """ai data deep function functions learning machine math maths ml model models network networks neural
    science""".split()
)
