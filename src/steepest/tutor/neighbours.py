"""Neighbouring topics that the course does not cover: near enough to be asked, and answered honestly."""

from __future__ import annotations

# What people write (a regular expression, whole words), and what it is.
NEIGHBOURS: tuple[tuple[str, str], ...] = (
    (r"integra(?:l|ls|te|ted|tion|ting)|anti-?derivatives?|area under", "Integrals"),
    (r"taylor|maclaurin|power series|infinite series|series expansion", "Series"),
    (r"l'?h[oô]pital\w*|epsilon[- ]delta|squeeze theorem", "Proofs about limits"),
    (r"laplace|fourier|z-transform|wavelets?", "Integral transforms"),
    (r"differential equations?|odes?|pdes?|runge[- ]kutta|euler(?:'s)? method|heat equation", "Differential equations"),
    (r"green'?s theorem|stokes\w*|divergence theorem|line integrals?|curl|flux", "Vector analysis"),
    (r"implicit differentiation|related rates|logarithmic differentiation", "Other techniques of differentiation"),
    (r"lagrange\w*|lagrangian|kkt|constrained|simplex method|linear programming|"
     r"integer programming", "Optimisation with constraints"),
    (r"random forests?|decision trees?|xgboost|gradient boost\w*|boosting|lightgbm", "Trees and boosting"),
    (r"support vector\w*|svms?|kernel (?:trick|method)s?", "Support vector machines"),
    (r"k-?means|clustering|k-?nearest|knn|dbscan", "Clustering and neighbours"),
    (r"pca|principal components?|svd|singular values?|eigen\w*", "Eigenvalues and decompositions"),
    (r"p-?values?|hypothesis tests?|t-?tests?|confidence intervals?|anova|chi-?squared?|"
     r"standard deviation", "Statistical tests"),
    (r"bayes\w*|naive bayes|mcmc|gibbs|prior|posterior|markov", "Bayesian methods"),
    (r"reinforcement|q-?learning|policy gradients?|bandits?", "Reinforcement learning"),
    (r"transformers?|self-attention|attention heads?|bert|gpt|tokeni[sz]\w*|embeddings?|prompt\w*|chatgpt|"
     r"llms?", "Language models"),
    (r"convolution\w*|cnns?|pooling|lstm|grus?|rnns?|recurrent|gans?|diffusion models?|"
     r"autoencoders?", "Particular architectures"),
    (r"dropout|batch ?norm\w*|layer ?norm\w*|weight decay|regulari[sz]\w*|l1|l2|lasso|ridge|overfit\w*|"
     r"cross[- ]validation|early stopping", "Regularisation and overfitting"),
    (r"genetic algorithms?|evolution\w*|simulated annealing|particle swarm|"
     r"bayesian optimi[sz]ation", "Optimisation without derivatives"),
    (r"newton'?s? (?:method|raphson)|newton-raphson|l-?bfgs|quasi-newton|conjugate gradients?", "Second-order methods"),
    (r"jacobians?|hessian matri(?:x|ces)|tensors?|matrix calculus|vec operator|"
     r"kronecker", "Jacobians and matrix calculus"),
    (r"softmax|cross[- ]entropy|kl divergence|entropy", "Softmax and cross-entropy"),
    (r"finance|financial|stocks?|options? (?:pricing|trading)|futures|hedg\w*|black[- ]scholes|"
     r"swaps?", "Financial derivatives"),
    (r"chemi\w*|molecul\w*|reaction|benzene|drugs?", "Chemistry"),
    (r"elevation gain|hiking|train(?:s)? (?:station|ticket)|weather|recipe\w*|cook\w*|football|capital of|"
     r"president|movies?|joke\w*|poem\w*", "That"),
    (r"complex (?:numbers?|analysis)|residue|cauchy|contour integra\w*|imaginary", "Complex analysis"),
    (r"group theory|topolog\w*|number theory|prime numbers?|combinatorics|graph theory|"
     r"set theory", "Other branches of mathematics"),
    (r"central limit|law of large numbers|distributions?|variance|correlation|probability theory|confusion matrix",
     "Statistics"),
    (r"time complexity|big[- ]?o|quicksort|sort(?:ing)? (?:a |an )?(?:list|array)|hash tables?|data structures?|apis?",
     "Programming"),
    (r"lose weight|diet|calories|salar(?:y|ies)|jobs?|homework|essay|laptop|roof|happiness|stor(?:y|ies)|disabilit\w+",
     "That"),
    (r"learn(?:ing)? (?:a |an |the )?(?:new |foreign )?language|trains? run|dog|restaurants?|copyright", "That"),
    (r"sql|database\w*|docker|kubernetes|git|html|css|javascript|react|excel|spreadsheet\w*", "Programming and tools"),
    (r"gpu|cuda|tpu|pytorch|tensorflow|keras|jax|sklearn|scikit\w*|numpy|pandas", "Particular libraries and hardware"),
    (r"quantum|relativity|thermodynamic\w*|physics|velocity|acceleration|momentum of a (?:car|ball)", "Physics"),
)  # fmt: skip
