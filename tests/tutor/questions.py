# ruff: noqa: E501 - a row is one question, and is read as one
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
    # a second round, in other words again
    ("how does a model know which way to adjust its weights", W, f"{W}/{CORE20} {W}/opening {W}/what-it-is {W}/simple-takeaway {W}/module-summary"),
    ("what's the point of taking slopes in ML", W, f"{W}/{CORE20} {W}/simple-takeaway {W}/what-it-is {W}/why-it-matters"),
    ("squared error why square it", W, f"{W}/opening {W}/what-it-is {P}/the-courier-s-gradient-by-hand"),
    ("why is the derivative a function and not a number", D, f"{D}/what-it-is {D}/module-summary"),
    ("rise over run", D, f"{D}/what-it-is {D}/module-summary"),
    ("how do I handle a function inside another function", D, f"{D}/the-chain-rule-slowly {D}/{CORE20} {D}/module-summary"),
    ("which derivatives should I memorize", D, f"{D}/{CORE20} {D}/module-summary {S}/derivatives"),
    ("why do earlier layers learn slowly", D, f"{D}/why-it-matters {D}/module-summary"),
    ("how are gradients passed backwards through a network", D, f"{D}/backpropagation {D}/module-summary"),
    ("why multiply derivatives along the chain", D, f"{D}/the-chain-rule-slowly {D}/{CORE20} {D}/why-it-matters {D}/backpropagation"),
    ("derivative of e^x why is it itself", D, f"{D}/{CORE20}"),
    ("what do I do with the other variable when differentiating", P, f"{P}/what-it-is {P}/{CORE20} {P}/module-summary"),
    ("does zero gradient always mean minimum", P, f"{P}/{CORE20} {P}/module-summary {S}/gradient {S}/four-mistakes-to-catch-yourself-in"),
    ("why are contours and gradients at right angles", P, f"{P}/{CORE20} {P}/module-summary"),
    ("how to interpret a coefficient in a price model", P, f"{P}/why-it-matters"),
    ("what is nabla", P, f"{P}/what-it-is {P}/{CORE20} {S}/gradient"),
    ("what happens if I double the learning rate", G, f"{G}/opening {G}/the-learning-rate-exactly {G}/{CORE20} {G}/what-it-is"),
    ("training loss goes up instead of down", G, f"{G}/opening {G}/{CORE20} {G}/the-learning-rate-exactly {S}/gradient-descent {G}/module-summary"),
    ("why does sgd work if each step is wrong", G, f"{G}/sgd-a-few-examples-at-a-time {G}/{CORE20}"),
    ("should I try different initial weights", G, f"{G}/local-and-global-minima {S}/gradient-descent {G}/{CORE20}"),
    ("what is a good batch size", G, f"{G}/sgd-a-few-examples-at-a-time {G}/{CORE20} {S}/gradient-descent"),
    ("formula for updating the weights", G, f"{G}/what-it-is {G}/{CORE20} {G}/module-summary {S}/gradient-descent"),
    ("are deep networks convex", G, f"{G}/local-and-global-minima"),
    ("how do I add vectors", R, f"{R}/vectors"),
    ("what does transpose mean", R, f"{R}/matrices"),
    ("logarithm of a product", R, f"{R}/exp-and-log"),
    # a third, written after the wordings of `asked`
    ("In what sense is training a search for a minimum?",W,f"{W}/what-it-is {W}/module-summary {G}/what-it-is"),
    ("why do neural nets need derivatives at all",W,f"{W}/why-it-matters {W}/{CORE20} {W}/what-it-is {D}/why-it-matters {W}/simple-takeaway {D}/backpropagation {W}/module-summary"),
    ("what's the difference between a parameter and the data",W,f"{W}/{CORE20} {W}/what-it-is"),
    ("if the slope is positive should I increase the weight",W,f"{W}/{CORE20} {W}/module-summary {W}/simple-takeaway"),
    ("How come we square the error?",W,f"{W}/opening"),
    ("can I just test random weights until it works",W,f"{W}/why-it-matters {W}/module-summary"),
    ("Explain derivatives like I'm five",D,f"{D}/what-it-is {D}/simple-takeaway {D}/module-summary"),
    ("what does f'(x) tell you about f",D,f"{D}/what-it-is {D}/module-summary"),
    ("how do you get 2x from x squared",D,f"{D}/what-it-is {D}/{CORE20}"),
    ("What's the deal with h approaching 0",D,f"{D}/what-it-is"),
    ("differentiating a product of functions",D,f"{D}/{CORE20} {D}/module-summary"),
    ("which rule do I use for sin of something squared",D,f"{D}/the-chain-rule-slowly {D}/{CORE20}"),
    ("how does error flow backward through layers",D,f"{D}/backpropagation {D}/module-summary {D}/why-it-matters"),
    ("Why did my first layers stop learning?",D,f"{D}/why-it-matters {D}/module-summary"),
    ("what is the maximum slope of the sigmoid",D,f"{D}/{CORE20} {D}/why-it-matters {D}/opening"),
    ("does backprop recompute values",D,f"{D}/backpropagation {D}/why-it-matters {D}/module-summary"),
    ("why are intermediate values stored in the forward pass",D,f"{D}/backpropagation {D}/module-summary"),
    ("How is a partial derivative different from an ordinary one?",P,f"{P}/what-it-is {P}/{CORE20} {P}/module-summary"),
    ("what do I do when a function has two inputs",P,f"{P}/what-it-is {P}/{CORE20} {P}/opening"),
    ("is the gradient a vector or a number",P,f"{P}/what-it-is {P}/{CORE20} {P}/module-summary"),
    ("Why is the gradient orthogonal to contour lines?",P,f"{P}/{CORE20} {P}/module-summary"),
    ("what if all partial derivatives vanish",P,f"{P}/{CORE20} {P}/module-summary {S}/gradient"),
    ("why can't I optimize the weights one at a time",P,f"{P}/opening {P}/why-it-matters"),
    ("how do I know which feature matters most",P,f"{P}/why-it-matters"),
    ("what is steepest descent direction",P,f"{P}/{CORE20} {P}/module-summary {P}/opening {P}/simple-takeaway"),
    ("how do I compute gradients for linear regression",P,f"{P}/the-courier-s-gradient-by-hand"),
    ("Give me the gradient descent formula",G,f"{G}/what-it-is {G}/{CORE20} {G}/module-summary"),
    ("my loss keeps growing every epoch",G,f"{G}/opening {G}/{CORE20} {G}/the-learning-rate-exactly {S}/gradient-descent {G}/module-summary"),
    ("is a higher learning rate always better",G,f"{G}/{CORE20} {G}/the-learning-rate-exactly {G}/opening {G}/module-summary {G}/what-it-is"),
    ("what learning rate should I start with",G,f"{G}/{CORE20} {G}/the-learning-rate-exactly {G}/what-it-is {G}/module-summary"),
    ("Why does gradient descent slow down near the minimum?",G,f"{G}/what-it-is {G}/the-learning-rate-exactly"),
    ("How is SGD different from regular gradient descent?",G,f"{G}/sgd-a-few-examples-at-a-time {G}/{CORE20} {G}/module-summary"),
    ("what happens with a batch size of one",G,f"{G}/sgd-a-few-examples-at-a-time"),
    ("how do I escape a local minimum",G,f"{G}/local-and-global-minima {G}/{CORE20} {G}/module-summary"),
    ("why do people decay the learning rate",G,f"{G}/sgd-a-few-examples-at-a-time {G}/module-summary"),
    ("what math comes after this course",G,f"{G}/why-this-is-enough"),
    ("are there better optimizers than gradient descent",G,f"{G}/why-it-matters {G}/why-this-is-enough"),
    ("what does the big E-like symbol mean",R,f"{R}/sums"),
    ("how do I compute a matrix times a vector",R,f"{R}/matrices"),
    ("why is log likelihood used",R,f"{R}/exp-and-log"),
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
what is homomorphic encryption
how do I bake bread
explain blockchain
what is a monad
how to train my dog
best restaurants in Paris
what is a derivative work in copyright law
how steep is Mount Everest
learning a new language fast
how do trains run on time
What is an eigenvector?
How do I sort a list in Python?
what is the best GPU for deep learning
explain the central limit theorem
what is gradient boosting
what's a good recipe for lasagna
how many calories are in an apple
what is object detection
explain diffusion models
what is an API
how do I negotiate a salary
what is a blockchain
define photosynthesis
what is a Markov chain
what is word2vec
How do I use pandas to read a csv
explain the Riemann integral
what is Euler's method for ODEs
how does the stock market work
what is a hash table
can you do my homework on World War II
what is a determinant
how do I prove a function is continuous
what is the mean value theorem
who was Isaac Newton
what is an autoencoder
what's the time complexity of quicksort
how to lose weight
what's the slope of the roof on my house
explain cosine similarity search in vector databases
what is underfitting
what is a confusion matrix
how do I deploy a model to production
what is gradient clipping
what is a hyperplane
how does Google search rank pages
what is the derivative of happiness
tell me a story
what is a learning disability
what is a batch file in Windows
""".strip().splitlines()


# Computable: question, and what it must be understood as: want, expression, wrt ("" where it is the only variable),
# and whatever else was said. Expressions are compared as expressions.
COMPUTABLE = [
    ("derivative of tanh(x)^2", "derivative", "tanh(x)^2", {}),
    ("what is the derivative of sin(3x^2)?", "derivative", "sin(3x^2)", {}),
    ("What's the derivative of x^3 - 2x + 1", "derivative", "x^3 - 2x + 1", {}),
    ("differentiate x^2 e^x", "derivative", "x^2 e^x", {}),
    ("Differentiate ln(1+x^2) with respect to x", "derivative", "ln(1+x^2)", {"wrt": "x"}),
    ("d/dx ln(1+x^2)", "derivative", "ln(1+x^2)", {"wrt": "x"}),
    ("d/dt e^(-2t)", "derivative", "e^(-2t)", {"wrt": "t"}),
    ("d^2/dx^2 x^4", "derivative", "x^4", {"wrt": "x", "order": 2}),
    ("find the second derivative of sin x", "derivative", "sin(x)", {"order": 2}),
    ("third derivative of x^5", "derivative", "x^5", {"order": 3}),
    ("how do I differentiate e^(3x)/x", "derivative", "e^(3x)/x", {}),
    ("please find the derivative of sqrt(1 + x^2)", "derivative", "sqrt(1+x^2)", {}),
    ("derivative of x squared plus 3x", "derivative", "x^2 + 3x", {}),
    ("derivative of the square root of x", "derivative", "sqrt(x)", {}),
    ("derivative of 1/(1+e^-x)", "derivative", "1/(1+e^(-x))", {}),
    ("derivative of 1/(1+e^{-x})", "derivative", "1/(1+e^(-x))", {}),
    ("derivative of \\frac{1}{1+x}", "derivative", "1/(1+x)", {}),
    ("derivative of x³", "derivative", "x^3", {}),
    ("derivative of ½x²", "derivative", "x^2/2", {}),
    ("slope of x^3 at x = 2", "derivative", "x^3", {"at": {"x": "2"}}),
    ("what is the slope of sin(x) at 0?", "derivative", "sin(x)", {"at": {"": "0"}}),
    ("derivative of relu", "derivative", "relu(x)", {}),
    ("what is the derivative of sigmoid?", "derivative", "sigmoid(x)", {}),
    ("derivative of softplus(x)", "derivative", "softplus(x)", {}),
    ("derivative of σ(wx+b) wrt w", "derivative", "sigmoid(w*x+b)", {"wrt": "w"}),
    ("derivative of (w x + b - y)^2 with respect to b", "derivative", "(w x + b - y)^2", {"wrt": "b"}),
    ("partial derivative of x^2 y with respect to y", "derivative", "x^2 y", {"wrt": "y"}),
    ("partial derivative with respect to x of x^2 y", "derivative", "x^2 y", {"wrt": "x"}),
    ("∂/∂x x^2 y", "derivative", "x^2 y", {"wrt": "x"}),
    ("derive cos(x)^2", "derivative", "cos(x)^2", {}),
    ("can you compute the derivative of x ln x", "derivative", "x ln(x)", {}),
    ("derivative of f(x) = x^2 + 1", "derivative", "x^2 + 1", {}),
    ("gradient of x^2 y + 3y", "gradient", "x^2 y + 3y", {}),
    ("gradient of x^2 y + 3y at (1,1)", "gradient", "x^2 y + 3y", {"at": {"0": "1", "1": "1"}}),
    ("find the gradient of x^2 + y^2 at x=1, y=2", "gradient", "x^2 + y^2", {"at": {"x": "1", "y": "2"}}),
    ("gradient of (wx+b-y)^2", "gradient", "(w*x+b-y)^2", {}),
    ("∇ x^2 + 5y^2", "gradient", "x^2 + 5y^2", {}),
    ("gradient of ||Ax-b||^2", "gradient", "||A x - b||^2", {}),
    ("gradient of sum(log(1+exp(-y*(X@w))))", "gradient", "sum(log(1+exp(-y*(X@w))))", {}),
    ("evaluate x^2+1 at x=3", "value", "x^2+1", {"at": {"x": "3"}}),
    ("sigmoid(0)", "value", "sigmoid(0)", {}),
    ("what is e^2?", "value", "e^2", {}),
    ("what is 2+2", "value", "2+2", {}),
    ("value of x^2 y at x = 2 and y = 3", "value", "x^2 y", {"at": {"x": "2", "y": "3"}}),
    ("1/(1+e^-x) at x=0", "value", "1/(1+e^(-x))", {"at": {"x": "0"}}),
    ("what is tanh(0.5)?", "value", "tanh(0.5)", {}),
    ("compute ln(2)", "value", "ln(2)", {}),
    ("what happens if lr = 1.5 on x^2", "descent", "x^2", {"rate": "1.5"}),
    ("What happens if the learning rate is 0.1 on x^4?", "descent", "x^4", {"rate": "0.1"}),
    ("what if the learning rate is 0.1 for f(x)=x^2", "descent", "x^2", {"rate": "0.1"}),
    ("does gradient descent converge on x^2 with learning rate 0.4 from x=3", "descent", "x^2",
     {"rate": "0.4", "start": {"x": "3"}}),
    ("gradient descent on 3x^2 with rate 0.3", "descent", "3x^2", {"rate": "0.3"}),
    ("run gradient descent on x^4 - 3x^2 + x with rate 0.05 starting at x=2 for 30 steps", "descent",
     "x^4 - 3x^2 + x", {"rate": "0.05", "start": {"x": "2"}, "steps": 30}),
    ("use lr 0.01 on (x-3)^2", "descent", "(x-3)^2", {"rate": "0.01"}),
    ("gradient descent on w^2 + 5b^2 with learning rate 0.1 from w=3, b=1", "descent", "w^2+5b^2",
     {"rate": "0.1", "start": {"w": "3", "b": "1"}}),
    ("minimum of x^2 - 4x + 1", "minimum", "x^2 - 4x + 1", {}),
    ("where is (x-1)^2 + 3 smallest?", "minimum", "(x-1)^2 + 3", {}),
    ("minimize (x-1)^2 + (y+2)^2", "minimum", "(x-1)^2 + (y+2)^2", {}),
    ("maximize -x^2 + 2x", "maximum", "-x^2 + 2x", {}),
    ("find the maximum of x e^(-x)", "maximum", "x e^(-x)", {}),
    ("what is the minimum value of x^4 - 3x^2 + x?", "minimum", "x^4 - 3x^2 + x", {}),
    ("is the derivative of x^3 3x^2?", "check", "x^3", {"answer": "3x^2"}),
    ("is 6x the derivative of 3x^2?", "check", "3x^2", {"answer": "6x"}),
    ("check my answer: derivative of sin(x^2) is cos(x^2)", "check", "sin(x^2)", {"answer": "cos(x^2)"}),
    ("I got cos(x^2) for the derivative of sin(x^2), right?", "check", "sin(x^2)", {"answer": "cos(x^2)"}),
    ("is the derivative of ln(5x) equal to 1/x?", "check", "ln(5x)", {"answer": "1/x"}),
    ("check d/dx x^2 = 2x", "check", "x^2", {"wrt": "x", "answer": "2x"}),
    # in free order, and in the notation of books
    ("Find f'(x) if f(x) = x^2 + 3x", 'derivative', 'x^2 + 3x', {}),
    ("f(x) = x^3, f'(2) = ?", 'derivative', 'x^3', {"at": {"": "2"}}),
    ('If y = sin(2x), what is dy/dx?', 'derivative', 'sin(2x)', {"wrt": "x"}),
    ("let f(x)=x^2. what's f'(3)?", 'derivative', 'x^2', {"at": {"": "3"}}),
    ("f'(2) for f(x) = x^3", 'derivative', 'x^3', {"at": {"": "2"}}),
    ("If f(x)=e^{2x}, find f''(x)", 'derivative', 'e^(2x)', {"order": 2}),
    ('d(x^2)/dx', 'derivative', 'x^2', {"wrt": "x"}),
    ('\\frac{d}{dx}\\left(x^2 \\sin x\\right)', 'derivative', 'x^2 sin(x)', {"wrt": "x"}),
    ('d²/dx² sin(x)', 'derivative', 'sin(x)', {"wrt": "x", "order": 2}),
    ('find ∂f/∂y where f = x^2 y^3', 'derivative', 'x^2 y^3', {"wrt": "y"}),
    ('evaluate the derivative of x^3 at 2', 'derivative', 'x^3', {"at": {"": "2"}}),
    ('what do you get when you differentiate tan x', 'derivative', 'tan(x)', {}),
    ('what is the slope of the curve x^3 - x at x = 1', 'derivative', 'x^3 - x', {"at": {"x": "1"}}),
    ('Calculate the derivative of (x^2+1)/(x-1)', 'derivative', '(x^2+1)/(x-1)', {}),
    ('What is the derivative of the function f(x) = 3x^2 + 2x - 5?', 'derivative', '3x^2+2x-5', {}),
    ('x^2 derivative', 'derivative', 'x^2', {}),
    ('partial of x^2 y wrt x', 'derivative', 'x^2 y', {"wrt": "x"}),
    ('derivative of cost function (wx - y)^2 with respect to w', 'derivative', '(w*x - y)^2', {"wrt": "w"}),
    ('∇f for f(x,y)=x^2+y^2', 'gradient', 'x^2+y^2', {}),
    ('partial derivatives of x^2 y + y^3', 'gradient', 'x^2 y + y^3', {}),
    ("what's the gradient of 3x^2 + 2y^2 at the point (1, -1)?", 'gradient', '3x^2+2y^2', {"at": {"0": "1", "1": "-1"}}),
    ('Would lr 0.9 diverge on x^2?', 'descent', 'x^2', {"rate": "0.9"}),
    ('learning rate 0.1, f = x^2, start 5: what happens?', 'descent', 'x^2', {"rate": "0.1", "start": {"": "5"}}),
    ('run 3 steps of gradient descent on x^2 from 4 with lr 0.25', 'descent', 'x^2', {"rate": "0.25", "start": {"": "4"}, "steps": 3}),
    ('take 5 steps of gradient descent on (x-2)^2 starting at 0 with learning rate 0.1', 'descent', '(x-2)^2', {"rate": "0.1", "start": {"": "0"}, "steps": 5}),
    ('gradient descent on x^2 with eta=0.3 and x0 = 4', 'descent', 'x^2', {"rate": "0.3", "start": {"x": "4"}}),
    ('x^2 with learning rate 1.5', 'descent', 'x^2', {"rate": "1.5"}),
    ('is 0.9 a good learning rate for x^2', 'descent', 'x^2', {"rate": "0.9"}),
    ('what x minimizes (x-3)^2', 'minimum', '(x-3)^2', {}),
    ('At what x is x^2 - 4x smallest?', 'minimum', 'x^2-4x', {}),
    ('what is the smallest value of x^2 + 1?', 'minimum', 'x^2+1', {}),
    ('is d/dx sin(x) = cos(x)?', 'check', 'sin(x)', {"wrt": "x", "answer": "cos(x)"}),
    ('is it true that the derivative of cos x is sin x?', 'check', 'cos(x)', {"answer": "sin(x)"}),
    ('I think the derivative of x^2 sin x is 2x cos x. Is that right?', 'check', 'x^2 sin(x)', {"answer": "2x cos(x)"}),
    ('my answer for the derivative of ln(3x) is 1/x', 'check', 'ln(3x)', {"answer": "1/x"}),
    ('verify that the derivative of tanh(x) is 1 - tanh(x)^2', 'check', 'tanh(x)', {"answer": "1 - tanh(x)^2"}),
    ('what is f(2) for f(x) = x^2 + 1', 'value', 'x^2+1', {"at": {"": "2"}}),
    ('if x = 2 what is x^3?', 'value', 'x^3', {"at": {"x": "2"}}),
    ('plug x = 2 into x^2 + 3x', 'value', 'x^2+3x', {"at": {"x": "2"}}),
    ('what does x^2 equal at x = 3', 'value', 'x^2', {"at": {"x": "3"}}),
    # misspelt, in signs, and claims of every kind
    ('derivitive of x^2', 'derivative', 'x^2', {}),
    ('graident of x^2+y^2', 'gradient', 'x^2+y^2', {}),
    ('Whats derivative sin x', 'derivative', 'sin(x)', {}),
    ('derivative of $x^2 \\cdot e^x$', 'derivative', 'x^2 e^x', {}),
    ('the derivative of f where f(x) = tanh(3x)', 'derivative', 'tanh(3x)', {}),
    ("y = 3x^2, y' = ?", 'derivative', '3x^2', {}),
    ('What is the derivative of x^2 evaluated at x=3', 'derivative', 'x^2', {"at": {"x": "3"}}),
    ('d/dx (1+e^{-x})^{-1}', 'derivative', '(1+e^(-x))^(-1)', {"wrt": "x"}),
    ('∂(x²y)/∂x', 'derivative', 'x^2 y', {"wrt": "x"}),
    ('partial derivative of f(x,y)=x^2y with respect to y', 'derivative', 'x^2 y', {"wrt": "y"}),
    ('partial derivative wrt w of (wx+b)^2', 'derivative', '(w*x+b)^2', {"wrt": "w"}),
    ('what is the gradient vector of x^2 y at (2,3)?', 'gradient', 'x^2 y', {"at": {"0": "2", "1": "3"}}),
    ('find the slope at x = 1 for y = x^3', 'derivative', 'x^3', {"at": {"x": "1"}}),
    ('how fast is x^2 changing at x=3', 'derivative', 'x^2', {"at": {"x": "3"}}),
    ('find x that minimizes (x-5)^2', 'minimum', '(x-5)^2', {}),
    ('Suppose f(x) = x^2. What happens with learning rate 1.5?', 'descent', 'x^2', {"rate": "1.5"}),
    ('gradient descent x^2 lr 0.1', 'descent', 'x^2', {"rate": "0.1"}),
    ('gradient descent on 2x^2 - 4x, learning rate = 0.2, start at x=5', 'descent', '2x^2-4x', {"rate": "0.2", "start": {"x": "5"}}),
    ('one step of gradient descent on x^2 from x=3 with lr=0.1', 'descent', 'x^2', {"rate": "0.1", "start": {"x": "3"}, "steps": 1}),
    ('check my derivative: d/dx x^4 = 4x^3', 'check', 'x^4', {"wrt": "x", "answer": "4x^3"}),
    ('is 3x^2 correct for the derivative of x^3?', 'check', 'x^3', {"answer": "3x^2"}),
    ('is the derivative of sin(x^2) 2x cos(x^2)', 'check', 'sin(x^2)', {"answer": "2x cos(x^2)"}),
    ('did i differentiate correctly: x^2 sin x -> 2x sin x + x^2 cos x', 'check', 'x^2 sin(x)', {"answer": "2x sin(x) + x^2 cos(x)"}),
    ('is cos(x) = derivative of sin(x)?', 'check', 'sin(x)', {"answer": "cos(x)"}),
    ("(x^2 + 1)'", "derivative", "x^2 + 1", {}),
    ("how steep is x^2 at x = 5?", "derivative", "x^2", {"at": {"x": "5"}}),
    ("where does x^2 - 2x have its minimum", "minimum", "x^2 - 2x", {}),
    ("will it converge on x^2 with lr 0.3", "descent", "x^2", {"rate": "0.3"}),
    ("is x^4 convex?", "convexity", "x^4", {}),
    ("is x^2 - y^2 a convex function", "convexity", "x^2 - y^2", {}),
]  # fmt: skip

# Questions in which there is mathematics, or its words, and which the engine must not answer.
PROSE = """
integral of cos(2x) dx
derivative market in finance
derivative of a function
derivative of a constant
derivative of a product
what is the gradient
what is x
why
what is the derivative of a loss function
gradient of the loss with respect to the weights
minimum of a function
slope of a line
what is the value of learning calculus
how steep is a mountain
what happens if the learning rate is too large
is the derivative of a function a function
d/dx
derivative of
gradient descent
limit of sin(x)/x as x goes to 0
solve x^2 = 4
factor x^2 - 1
plot x^2
what does f'(x) mean
evaluate my model
minimize the loss
maximize profit
derivative of stock prices
value of x
is it a minimum
let me know what a derivative is
what is the derivative of the sign
is the gradient of a line constant
what is a good learning rate
what is the minimum of steps needed
how do I find f if I know f'
what does dy/dx mean
what is d in dx
is 3 a large number of layers
for x = 2 nothing happens
the value of a model at a point
from 4 to 5 layers is it better
what is the derivative of the loss with respect to x when x is text
minimum wage of x
what is the maximum slope of the sigmoid
minimum of the derivative of x^2
where is the slope of x^2 zero
what is not the derivative of x^2
why is the derivative of x^2 2x
derivative of x^2 and x^3
derivative of x^2 without the chain rule
what is the difference between x^2 and 2x
""".strip().splitlines()

# Follow-ups: the question before, the follow-up, and what changes.
FOLLOW_UPS = [
    ("derivative of x^3", "and at x = 2?", {"want": "derivative", "at": {"x": "2"}}),
    ("derivative of x^3", "at 2?", {"at": {"": "2"}}),
    ("derivative of x^3", "and the second?", {"order": 2}),
    ("derivative of x^3", "second derivative?", {"order": 2}),
    ("derivative of x^2 y", "what about with respect to y?", {"wrt": "y"}),
    ("derivative of sin(3x)", "and for cos(3x)?", {"expression": "cos(3x)"}),
    ("gradient of x^2 + y^2", "at (1, 2)?", {"at": {"0": "1", "1": "2"}}),
    ("what happens if lr = 1.5 on x^2", "and with rate 0.4?", {"rate": "0.4"}),
    ("what happens if lr = 1.5 on x^2", "what about 0.1?", {"rate": "0.1"}),
    ("minimum of x^2 - 4x", "and the derivative?", {"want": "derivative"}),
    ("sigmoid(0)", "and the derivative?", {"want": "derivative"}),
]  # fmt: skip
