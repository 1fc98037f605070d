"""Neighbouring topics that the course does not cover: near enough to be asked, and answered honestly."""

from __future__ import annotations

# Of these, the workbench derives and runs what the lessons do not teach.
WORKED_OUT = frozenset({"Jacobians and matrix calculus", "Softmax and cross-entropy"})

# What people write (a regular expression, whole words), what it is, and a question that is refused for it.
NEIGHBOURS: tuple[tuple[str, str, str], ...] = (
    (r"integra(?:l|ls|te|ted|tion|ting)|anti-?derivatives?|area under",
     "Integrals", "what is the integral of x^2"),
    (r"taylor|maclaurin|power series|infinite series|series expansion",
     "Series", "what is a taylor series"),
    (r"l'?h[oô]pital\w*|epsilon[- ]delta|squeeze theorem|limits? of (?:\w+\(|\d|[a-z]/)|(?:evaluate|find"
     r"|compute|calculate) (?:the |a )?limits?",
     "Proofs about limits", "explain l'hopital's rule"),
    (r"laplace|fourier|z-transform|wavelets?",
     "Integral transforms", "what is the laplace transform"),
    (r"differential equations?|odes?|pdes?|runge[- ]kutta|euler(?:'s)? method|heat equation",
     "Differential equations", "how do I solve a differential equation"),
    (r"green'?s theorem|stokes\w*|divergence theorem|line integrals?|curl|flux|cross products?|tangent planes?",
     "Vector analysis", "what is green's theorem"),
    (r"implicit differentiation|related rates|logarithmic differentiation",
     "Other techniques of differentiation", "what is implicit differentiation"),
    (r"lagrange\w*|lagrangian|kkt|constrained|simplex method|linear programming|integer programming",
     "Optimisation with constraints", "what are lagrange multipliers"),
    (r"random forests?|decision trees?|xgboost|gradient boost\w*|boosting|lightgbm",
     "Trees and boosting", "what is a random forest"),
    (r"support vector\w*|svms?|kernel (?:trick|method)s?",
     "Support vector machines", "what is a support vector machine"),
    (r"k-?means|clustering|k-?nearest|knn|dbscan",
     "Clustering and neighbours", "how does k-means work"),
    (r"pca|principal components?|svd|singular values?|eigen\w*|determinants?|invert\w* (?:a |the )?matri\w+|"
     r"(?:inverse|rank) (?:of )?(?:a |the )?matri\w+|matrix inverse|null ?space|gaussian elimination"
      r"|linear independence",
     "Eigenvalues and decompositions", "what are eigenvalues"),
    (r"p[- ]?values?|hypothesis tests?|t-?tests?|confidence intervals?|anova|chi-?squared?|standard deviation",
     "Statistical tests", "what is a p-value"),
    (r"bayes\w*|naive bayes|mcmc|gibbs|priors?(?= (?:distribution|prob|belief))|posterior|markov",
     "Bayesian methods", "explain bayes theorem"),
    (r"reinforcement|q-?learning|policy gradients?|bandits?",
     "Reinforcement learning", "what is q-learning"),
    (r"transformers?|self-attention|attention heads?|bert|gpt|tokeni[sz]\w*|embeddings?|prompt\w*|chatgpt|"
     r"llms?|language models? (?:\w+ )?hallucinat\w*|hallucinat\w*|retrieval augmented|rag|fine-?tun\w*",
     "Language models", "how does chatgpt work"),
    (r"convolution\w*|cnns?|pooling|lstm|grus?|rnns?|recurrent|gans?|diffusion models?|autoencoders?|"
     r"(?:layer|network) (?:sizes?|widths?|depths?)|how many (?:layers|neurons)|resnets?|"
     r"residual (?:connection|network)s?",
     "Particular architectures", "what is a convolutional network"),
    (r"dropout|batch ?norm\w*|layer ?norm\w*|weight decay|regulari[sz]\w*|l1|l2|lasso|ridge|overfit\w*|"
     r"cross[- ]validation|early stopping",
     "Regularisation and overfitting", "what is overfitting"),
    (r"genetic algorithms?|evolution\w*|simulated annealing|particle swarm|bayesian optimi[sz]ation",
     "Optimisation without derivatives", "how do genetic algorithms work"),
    (r"newton'?s? (?:method|raphson)|newton-raphson|l-?bfgs|quasi-newton|conjugate gradients?",
     "Second-order methods", "what is newton's method"),
    (r"jacobians?|hessians?|tensors?|matrix calculus|vec operator|kronecker",
     "Jacobians and matrix calculus", "what is the jacobian"),
    (r"softmax|cross[- ]entropy|kl divergence|entropy",
     "Softmax and cross-entropy", "what is softmax"),
    (r"finance|financial|stocks?|trad(?:e|es|ing|ers?)|options? (?:pricing|trading)|futures|hedg\w*"
     r"|black[- ]scholes|swaps?",
     "Financial derivatives", "what are stock options trading"),
    (r"chemi\w*|molecul\w*|reaction|benzene|drugs?",
     "Chemistry", "how do I derive benzene"),
    (r"elevation gain|hiking|train(?:s)? (?:station|ticket)|weather|recipe\w*|cook\w*|football|capital of|"
     r"president|movies?|joke\w*|poem\w*",
     "That", "what is the capital of Peru"),
    (r"complex (?:numbers?|analysis)|residue|cauchy|contour integra\w*|imaginary",
     "Complex analysis", "what is an imaginary number"),
    (r"group theory|topolog\w*|number theory|prime numbers?|combinatorics|graph theory|set theory|"
     r"surface areas?|volume of|area of|perimeter|geometry|trigonometric identit\w*|quadratic (?:equations?|formula)|"
     r"solv\w+ (?:an? |the )?(?:\w+ )?equations?|systems? of (?:\w+ )?equations?|simultaneous equations?|"
     r"factor(?:ing|ise|ize)? (?:a |the )?(?:polynomial|quadratic)\w*|permutations?|statics",
     "Other branches of mathematics", "what is group theory"),
    (r"central limit|law of large numbers|distributions?|probability of|dice|rolling|coin (?:flip|toss)\w*"
     r"|bias-variance|variance|correlation|probability theory|"
     r"confusion matrix",
     "Statistics", "what is the central limit theorem"),
    (r"time complexity|big[- ]?o|quicksort|sort(?:ing)? (?:a |an )?(?:list|array)|hash tables?|"
     r"data structures?|apis?",
     "Programming", "what is a hash table"),
    (r"lose weight|diet|calories|salar(?:y|ies)|(?:new|my|a) jobs?|job (?:interviews?|offers?|market)"
     r"|homework|essay|laptop|roof|happiness|stor(?:y|ies)|"
     r"disabilit\w+",
     "That", "how do I lose weight"),
    (r"learn(?:ing)? (?:a |an |the )?(?:new |foreign )?language|trains? run|dog|restaurants?|copyright",
     "That", "learning a new language"),
    (r"sql|database\w*|docker|kubernetes|git|html|css|javascript|react(?:js| hooks?| components?)|typescript"
     r"|java|c\+\+|python (?:script|code|list|string)s?|"
     r"linked lists?|(?:type|index|key|syntax)errors?|excel|spreadsheet\w*",
     "Programming and tools", "how do I write sql"),
    (r"gpu|cuda|tpu|pytorch|tensorflow|keras|jax|sklearn|scikit\w*|numpy|pandas",
     "Particular libraries and hardware", "how do I use pytorch"),
    (r"maximum likelihood|mle|bayesian|precision and recall|f1[- ]score|roc|auc|label\w* (?:images?|data)|ai"
     r" and ml|ml and ai|ai vs\w* ml|data (?:augmentation|cleaning|leakage|engineer\w*|pipelines?)|"
     r"feature (?:stores?|engineering|selection|extraction|flags?)|(?:train|test)[/-](?:test"
      r"|validation) split|accuracy metrics?|"
     r"imbalanced|recommend(?:er|ation)s? systems?|time series|mlops|deploy\w*|bagging|ensembles?|"
     r"(?:difference|distinction) between supervised|types of (?:machine )?learning|machine learning algorithms|"
     r"(?:evaluate|metrics?) (?:\w+ )*(?:classification|regression)|stemming|lemmati[sz]ation|word2vec|t-sne|"
     r"(?:transfer|federated|self-supervised|unsupervised|few-shot|zero-shot) learning|(?:tf-?)?idf|one-?hot"
      r"|a/b test\w*",
     "Other parts of statistics and data science", "what is maximum likelihood estimation"),
    (r"(?:next|last|catch|take|miss|by) (?:the |a )?train|train (?:to|from|driver|ride|set|tracks?)|trainers?|"
     r"train for|train(?:ing)? (?:my |a |an )?(?:dog|cat|horse|muscles?|marathon|puppy)|marathon|gym|muscles?|workout",
     "That", "how do personal trainers work"),
    (r"(?:minimum|living) wage|(?:interest|exchange|heart|crime|birth|mortgage|tax|inflation|unemployment) rates?|"
     r"(?:hair|weight|hearing|memory|blood) loss|weight limit|luggage|body weight|insurance|mortgage|tax(?:es)?"
     r"|invest\w*",
     "That", "what is the minimum wage"),
    (r"(?:food|supply|block|restaurant|hotel|retail)[- ]?chains?|chain (?:of command|restaurants?|mail|reaction"
     r"|saw)|chainsaw",
     "That", "what is a food chain"),
    (r"(?:social|tv|television|computer|phone|wi-?fi|cell) networks?|news|websites?|search engines?|seo|email|"
     r"photoshop|compan(?:y|ies)|business\w*|adjusters?|step counters?|budget|smartphones?|router|wi-?fi",
     "That", "how do I optimize my website"),
    (r"vanishing point|ski(?:s|ing|ers?)?|mountains?|slippery slope|road|stairs|wheelchair|ramp|slope stability"
     r"|streets?|silicon valley|hikes?",
     "That", "what is the vanishing point in drawing"),
    (r"vector (?:in biology|graphics|borne|illustrator)|disease|virus|vaccines?|liver|kidney|heart|brain function|"
     r"stem cells?|genes?|dna|protein\w*|species|cancer|medicine|doctor",
     "Biology and medicine", "what is the function of the liver"),
    (r"feature films?|matrix movie|the matrix (?:film|movie|reloaded)|film|actor|actress|songs?|music\w*|guitar|piano|"
     r"band|album|novel|book recommendation",
     "That", "which guitar should I buy"),
    (r"ozone layer|layers? of (?:the )?(?:earth|atmosphere|skin|cake|cloth\w*|osi)|geolog\w*|climate|planets?"
     r"|earthquake\w*",
     "That", "what are the layers of the earth"),
    (r"quantum|relativity|thermodynamic\w*|physics|momentum of a (?:car|ball)",
     "Physics", "explain quantum mechanics"),
    (r"who (?:invented|discovered|created|came up|was the first)|history of|when was \w+ (?:invented|discovered)",
     "The history of mathematics", "who invented calculus"),
)  # fmt: skip
