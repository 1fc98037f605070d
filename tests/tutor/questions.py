"""Questions in the words of people who have not read the lessons: forums, other courses, search boxes.

Retrieval: question, module the learner is in (or ""), and the places that answer it, as lesson/section or
lesson/heading, separated by blanks. Written before the lexicon was tuned on nothing but its own words.
"""

D, P, G, W, R, S = (
    "derivatives", "partial-derivatives-and-gradient", "gradient-descent", "why-calculus", "refresher", "study-guide",
)  # fmt: skip
CORE20 = "the-20-you-need-to-know"

LESSONS_ANSWER = [
    # why calculus
    ("Why do we need calculus for machine learning?", W, f"{W}/opening {W}/what-it-is {W}/why-it-matters {W}/{CORE20} {W}/module-summary"),
    ("What is a loss function?", W, f"{W}/opening {W}/what-it-is {W}/{CORE20}"),
    ("What does it mean to train a model?", W, f"{W}/what-it-is {W}/module-summary"),
    ("why can't we just try every possible weight", W, f"{W}/why-it-matters {W}/module-summary"),
    ("What is the cost function in simple terms", "", f"{W}/opening {W}/what-it-is {W}/{CORE20}"),
    ("what does the sign of the derivative tell me?", W, f"{W}/{CORE20} {W}/module-summary {W}/what-it-is"),
    ("Why is brute force search over parameters infeasible?", W, f"{W}/why-it-matters {W}/module-summary"),
    ("How many parameters do neural networks have", "", f"{W}/why-it-matters {P}/why-it-matters {P}/what-it-is"),
    ("what are model parameters", W, f"{W}/what-it-is {W}/{CORE20} {W}/module-summary"),
    ("How is learning the same as optimization?", W, f"{W}/what-it-is {W}/module-summary"),
    ("what does a large derivative mean compared to a small one", W, f"{W}/{CORE20} {W}/module-summary"),
    # derivatives
    ("What is the definition of a derivative?", D, f"{D}/what-it-is {D}/module-summary {S}/derivatives"),
    ("What is a tangent line and how is it related to the secant line?", D, f"{D}/what-it-is"),
    ("Can you explain the chain rule intuitively?", D, f"{D}/the-chain-rule-slowly {D}/{CORE20} {D}/module-summary"),
    ("How do you differentiate composite functions?", D, f"{D}/the-chain-rule-slowly {D}/{CORE20} {D}/module-summary"),
    ("what is the product rule", D, f"{D}/{CORE20}"),
    ("What is backpropagation in neural networks?", D, f"{D}/backpropagation {D}/module-summary"),
    ("How does backprop use the chain rule", D, f"{D}/backpropagation {D}/module-summary"),
    ("What is the vanishing gradient problem?", D, f"{D}/why-it-matters {D}/module-summary {S}/derivatives"),
    ("Why is ReLU used instead of sigmoid?", D, f"{D}/why-it-matters {D}/module-summary {S}/derivatives"),
    ("Why do gradients disappear in deep networks?", D, f"{D}/why-it-matters {D}/module-summary"),
    ("Is ReLU differentiable at zero?", D, f"{D}/{CORE20}"),
    ("what is a computational graph", D, f"{D}/backpropagation"),
    ("Why does the derivative of a constant equal zero?", D, f"{D}/{CORE20}"),
    ("what is the power rule for derivatives", D, f"{D}/{CORE20} {D}/module-summary"),
    ("what is the derivative of the natural logarithm function used in loss", "", f"{D}/{CORE20} {S}/derivatives"),
    ("difference between forward pass and backward pass", D, f"{D}/backpropagation {S}/derivatives {D}/module-summary"),
    ("what is the limit h goes to zero about", D, f"{D}/what-it-is {S}/derivatives"),
    ("What is the instantaneous rate of change", D, f"{D}/what-it-is {D}/module-summary {W}/what-it-is"),
    ("how expensive is computing all the gradients in backprop", D, f"{D}/why-it-matters {W}/why-it-matters {W}/module-summary {D}/backpropagation"),
    ("when do we add gradients in backprop", D, f"{D}/backpropagation {S}/derivatives"),
    # partial derivatives
    ("What is a partial derivative?", P, f"{P}/what-it-is {P}/{CORE20} {P}/module-summary"),
    ("What does the curly d symbol mean?", P, f"{P}/what-it-is {P}/why-it-matters"),
    ("What is the gradient of a function?", P, f"{P}/what-it-is {P}/{CORE20} {P}/module-summary"),
    ("Why does the gradient point in the direction of steepest ascent?", P, f"{P}/{CORE20} {P}/module-summary {P}/opening"),
    ("Is the gradient always perpendicular to the level curves?", P, f"{P}/{CORE20} {P}/module-summary"),
    ("does the negative gradient point to the minimum", P, f"{P}/{CORE20} {P}/module-summary {P}/opening"),
    ("What is a saddle point?", P, f"{P}/{CORE20} {P}/module-summary {S}/gradient"),
    ("What does it mean if the gradient is zero?", P, f"{P}/{CORE20} {P}/module-summary {S}/gradient"),
    ("How do I hold the other variables constant?", P, f"{P}/what-it-is {P}/{CORE20} {P}/module-summary"),
    ("How does changing one feature affect the prediction of the model?", P, f"{P}/why-it-matters {P}/opening"),
    ("how can partial derivatives explain a model's predictions", P, f"{P}/why-it-matters"),
    ("how do I approximate the change in loss for a small step", P, f"{P}/{CORE20} {P}/module-summary {S}/gradient {W}/{CORE20}"),
    ("What is the dimension of the gradient vector", P, f"{P}/{CORE20} {P}/what-it-is {P}/module-summary"),
    ("gradient of mean squared error for linear regression by hand", P, f"{P}/the-courier-s-gradient-by-hand"),
    ("functions of several variables derivative", P, f"{P}/what-it-is {P}/{CORE20} {P}/module-summary"),
    # gradient descent
    ("What is gradient descent?", G, f"{G}/what-it-is {G}/{CORE20} {G}/module-summary"),
    ("How do I choose the learning rate?", G, f"{G}/the-learning-rate-exactly {G}/{CORE20} {G}/module-summary {S}/gradient-descent"),
    ("Why is my loss nan?", G, f"{G}/opening {G}/{CORE20} {G}/the-learning-rate-exactly {S}/gradient-descent {G}/module-summary"),
    ("What happens if the learning rate is too large?", G, f"{G}/the-learning-rate-exactly {G}/{CORE20} {G}/what-it-is {G}/module-summary {S}/gradient-descent"),
    ("What happens if the step size is too small?", G, f"{G}/the-learning-rate-exactly {G}/{CORE20} {G}/module-summary {S}/gradient-descent"),
    ("my training is very slow what should I change", G, f"{G}/the-learning-rate-exactly {G}/{CORE20} {G}/module-summary {S}/gradient-descent"),
    ("What is the difference between local and global minima?", G, f"{G}/local-and-global-minima {G}/module-summary {G}/{CORE20}"),
    ("Does gradient descent always find the global minimum?", G, f"{G}/local-and-global-minima {G}/{CORE20} {G}/module-summary"),
    ("Can gradient descent get stuck in a local minimum", G, f"{G}/local-and-global-minima {G}/{CORE20} {G}/module-summary"),
    ("What is stochastic gradient descent?", G, f"{G}/sgd-a-few-examples-at-a-time {G}/{CORE20} {G}/module-summary"),
    ("Why use mini-batches instead of the full dataset?", G, f"{G}/sgd-a-few-examples-at-a-time {G}/{CORE20} {G}/module-summary"),
    ("What is an epoch?", G, f"{G}/sgd-a-few-examples-at-a-time"),
    ("Why is SGD noisy?", G, f"{G}/sgd-a-few-examples-at-a-time {G}/{CORE20} {G}/module-summary"),
    ("What is a convex function and why does it matter", G, f"{G}/local-and-global-minima {G}/{CORE20} {G}/module-summary"),
    ("How do Adam and momentum differ from plain gradient descent?", G, f"{G}/why-it-matters {G}/why-this-is-enough"),
    ("When should I stop training?", G, f"{G}/{CORE20} {G}/module-summary"),
    ("Why do we subtract the gradient instead of adding it?", G, f"{G}/what-it-is {G}/{CORE20} {W}/{CORE20} {P}/{CORE20} {G}/module-summary"),
    ("Why should I scale my features before gradient descent?", G, f"{G}/the-learning-rate-exactly"),
    ("why does the loss oscillate back and forth", G, f"{G}/the-learning-rate-exactly {G}/what-it-is {S}/gradient-descent"),
    ("is this all the math I need for machine learning", G, f"{G}/why-this-is-enough"),
    # refresher
    ("What is a dot product?", R, f"{R}/vectors"),
    ("How do you multiply two matrices?", R, f"{R}/matrices"),
    ("what is sigma notation", R, f"{R}/sums"),
    ("Why do we use the log in losses?", R, f"{R}/exp-and-log"),
    ("What is a sigmoid function?", R, f"{R}/exp-and-log {D}/{CORE20} {D}/opening"),
]  # fmt: skip

NOT_COVERED = """
What is a random forest?
How does XGBoost work?
What is the integral of x^2?
How do I integrate by parts?
What is a Taylor series?
Explain Laplace transforms
What is Green's theorem?
How does the derivative market work in finance?
What is a p-value?
Explain Bayes' theorem
How do transformers work?
What is self-attention?
What is dropout?
How does batch normalization help?
What is PCA?
What are eigenvalues?
How does k-means choose clusters?
What is a support vector machine?
What is reinforcement learning?
Explain Lagrange multipliers
What is Newton's method?
How do I solve a differential equation?
What is L2 regularization?
What is overfitting and how do I avoid it?
How do I install PyTorch with CUDA?
What is a Docker container?
How do I write a SQL join?
What is the capital of France?
Write me a poem about cats
Who won the world cup in 2018?
What is the weather tomorrow?
What is a convolutional neural network?
How do LSTMs remember things?
What is the Jacobian matrix?
What is cross-entropy?
Explain quantum entanglement
What is simulated annealing?
How are genetic algorithms different?
Which laptop should I buy for college?
How much does a data scientist earn?
What is the Fourier transform?
How do I center a div?
What is the stock price of Nvidia
Translate hello into German
What is a GAN?
How do I get a job as an ML engineer?
What is the Cauchy residue theorem?
How is benzene derived?
What is a decision tree?
What is implicit differentiation?
""".strip().splitlines()
