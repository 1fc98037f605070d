# ruff: noqa: E501 - a row is one question, and is read as one
"""Three more rounds of questions, each written before anyone saw how the code treats it; the third is the last."""

from typing import Any

from tests.tutor.questions import CORE20, D, G, P, R, S, W

RATE = f"{G}/the-learning-rate-exactly {G}/{CORE20} {G}/what-it-is {G}/opening {G}/module-summary {S}/gradient-descent"
LOCAL = f"{G}/local-and-global-minima {G}/{CORE20} {G}/module-summary"
SGD = f"{G}/sgd-a-few-examples-at-a-time {G}/{CORE20} {G}/module-summary"
CHAIN = f"{D}/the-chain-rule-slowly {D}/{CORE20} {D}/module-summary"
BACK = f"{D}/backpropagation {D}/module-summary"
UP = f"{P}/{CORE20} {P}/module-summary {P}/simple-takeaway {P}/opening"

LESSONS_ANSWER = [
    # round 1
    ("why do we subtract the gradient", G, f"{G}/what-it-is {G}/{CORE20} {W}/{CORE20} {P}/{CORE20} {P}/simple-takeaway"),
    ("what is the intuition for the chain rule", D, CHAIN),
    ("why not take huge learning rates", G, RATE),
    ("difference between batch and stochastic gradient descent", G, SGD),
    ("what is the physical meaning of a derivative", D, f"{D}/what-it-is {D}/simple-takeaway {D}/module-summary"),
    ("what exactly does the derivative tell us about a function", D, f"{D}/what-it-is {D}/simple-takeaway {D}/module-summary"),
    ("how is a derivative related to slope", D, f"{D}/what-it-is {D}/simple-takeaway {D}/module-summary"),
    ("why does a derivative use a limit", D, f"{D}/what-it-is {D}/module-summary"),
    ("when is a function not differentiable", D, f"{D}/{CORE20}"),
    ("how do I know when to use the product rule vs the chain rule", D, f"{D}/{CORE20} {D}/the-chain-rule-slowly {D}/module-summary"),
    ("why isn't the derivative of a product the product of derivatives", D, f"{D}/{CORE20} {D}/module-summary"),
    ("why does the constant vanish when you differentiate", D, f"{D}/{CORE20}"),
    ("is backpropagation just the chain rule?", D, BACK),
    ("what is the difference between backpropagation and gradient descent", D, f"{BACK} {G}/what-it-is {G}/{CORE20} {D}/why-it-matters {D}/simple-takeaway"),
    ("why does backprop go backwards and not forwards", D, f"{BACK} {D}/why-it-matters"),
    ("how does a neural network calculate its gradients", D, f"{BACK} {D}/why-it-matters {P}/why-it-matters"),
    ("what happens at a node with two outgoing edges during backprop", D, BACK),
    ("why do sigmoids saturate and kill gradients", D, f"{D}/why-it-matters {D}/module-summary {D}/{CORE20}"),
    ("what is the advantage of relu over sigmoid", D, f"{D}/why-it-matters {D}/module-summary {S}/derivatives"),
    ("how can we train with relu when it has no derivative at 0", D, f"{D}/{CORE20}"),
    ("what's the largest value of the sigmoid's derivative", D, f"{D}/{CORE20} {D}/why-it-matters"),
    ("what does dL/dw mean", D, f"{D}/backpropagation {D}/what-it-is {W}/{CORE20} {G}/the-learning-rate-exactly {P}/the-courier-s-gradient-by-hand {P}/what-it-is"),
    ("how is calculus used in neural networks", W, f"{W}/opening {W}/what-it-is {W}/{CORE20} {W}/why-it-matters {W}/simple-takeaway {D}/backpropagation {D}/why-it-matters {W}/module-summary"),
    ("do I need calculus to do machine learning", W, f"{W}/opening {W}/what-it-is {W}/{CORE20} {W}/why-it-matters {G}/why-this-is-enough {W}/simple-takeaway {W}/module-summary"),
    ("what is the purpose of the loss function", W, f"{W}/opening {W}/what-it-is {W}/{CORE20} {W}/module-summary"),
    ("what is the goal of training", W, f"{W}/what-it-is {W}/module-summary {W}/simple-takeaway"),
    ("why do we minimize the loss", W, f"{W}/what-it-is {W}/module-summary {W}/opening {W}/{CORE20} {G}/what-it-is"),
    ("why do we use squared error and not absolute error", W, f"{W}/opening"),
    ("what are weights in a model", W, f"{W}/what-it-is {W}/{CORE20} {W}/opening {W}/module-summary"),
    ("what does a negative gradient mean", W, f"{W}/{CORE20} {W}/module-summary {W}/opening"),
    ("how does the computer know if it should increase or decrease w", W, f"{W}/{CORE20} {W}/opening {W}/what-it-is {W}/simple-takeaway {W}/module-summary"),
    ("why is grid search too expensive with many parameters", W, f"{W}/why-it-matters {W}/module-summary"),
    ("isn't it easier to just try lots of values", W, f"{W}/why-it-matters {W}/module-summary"),
    ("what does the magnitude of the derivative represent", W, f"{W}/{CORE20} {W}/module-summary"),
    ("what's the difference between d and ∂", P, f"{P}/what-it-is {P}/why-it-matters"),
    ("why do we treat y as a constant when differentiating with respect to x", P, f"{P}/what-it-is {P}/{CORE20} {P}/module-summary"),
    ("how do I visualize a partial derivative", P, f"{P}/what-it-is"),
    ("what is the geometric interpretation of the gradient", P, UP),
    ("why is the gradient the direction of greatest increase", P, UP),
    ("why is the gradient normal to the level set", P, UP),
    ("what does the length of the gradient vector tell you", P, UP),
    ("is the gradient the same as the derivative", P, f"{P}/what-it-is {P}/{CORE20} {P}/module-summary"),
    ("gradient vs partial derivative", P, f"{P}/what-it-is {P}/{CORE20} {P}/module-summary"),
    ("what does it mean when all partials are zero", P, f"{P}/{CORE20} {P}/module-summary {S}/gradient"),
    ("how can a point with zero gradient not be a minimum", P, f"{P}/{CORE20} {P}/module-summary {S}/gradient {S}/four-mistakes-to-catch-yourself-in"),
    ("why doesn't the gradient point straight at the minimum", P, f"{UP} {S}/four-mistakes-to-catch-yourself-in"),
    ("how much will the output change if I nudge two inputs", P, f"{P}/{CORE20} {P}/module-summary {S}/gradient"),
    ("what do partial derivatives tell us about features", P, f"{P}/why-it-matters"),
    ("how sensitive is my model to an input", P, f"{P}/why-it-matters"),
    ("why can't I tune w first and then b", P, f"{P}/opening {P}/why-it-matters"),
    ("deriving the gradient of the MSE loss", P, f"{P}/the-courier-s-gradient-by-hand"),
    ("where does the 2 come from in the gradient of squared error", P, f"{P}/the-courier-s-gradient-by-hand"),
    ("what does gradient descent actually do", G, f"{G}/what-it-is {G}/{CORE20} {G}/module-summary {G}/simple-takeaway"),
    ("can someone explain the gradient descent update equation", G, f"{G}/what-it-is {G}/{CORE20} {G}/module-summary"),
    ("why does gradient descent work", G, f"{G}/what-it-is {G}/{CORE20} {G}/module-summary {G}/why-it-matters {G}/simple-takeaway"),
    ("what is the role of alpha in gradient descent", G, RATE),
    ("how to pick a good step size", G, RATE),
    ("why does my cost increase after every iteration", G, RATE),
    ("loss suddenly becomes NaN after a few iterations", G, RATE),
    ("loss barely decreases what's wrong", G, RATE),
    ("why does a large step size overshoot", G, RATE),
    ("is there a formula for the largest learning rate that converges", G, RATE),
    ("do steps get smaller automatically in gradient descent", G, f"{G}/what-it-is {G}/the-learning-rate-exactly"),
    ("how do I know gradient descent has converged", G, f"{G}/{CORE20} {G}/module-summary {G}/the-learning-rate-exactly"),
    ("how many iterations of gradient descent should I run", G, f"{G}/{CORE20} {G}/module-summary {G}/the-learning-rate-exactly"),
    ("why doesn't gradient descent get trapped in local minima in deep learning", G, LOCAL),
    ("does the starting point matter", G, f"{LOCAL} {G}/simple-takeaway {S}/gradient-descent"),
    ("why is convexity important in optimization", G, LOCAL),
    ("does linear regression have local minima", G, LOCAL),
    ("what's the point of mini-batches", G, SGD),
    ("why is it called stochastic", G, SGD),
    ("why does the SGD loss curve look jagged", G, SGD),
    ("how large should a mini batch be", G, f"{SGD} {S}/gradient-descent"),
    ("what is the difference between an epoch and an iteration", G, SGD),
    ("does SGD reach the exact minimum", G, SGD),
    ("why reduce the learning rate over time", G, f"{SGD} {S}/gradient-descent"),
    ("is using a random sample for the gradient still correct", G, SGD),
    ("why do we need feature scaling for gradient descent", G, f"{G}/the-learning-rate-exactly"),
    ("is Adam better than SGD", G, f"{G}/why-it-matters {G}/why-this-is-enough"),
    ("what topics should I study after this", G, f"{G}/why-this-is-enough"),
    ("do I have to learn integration for machine learning", G, f"{G}/why-this-is-enough"),
    ("what does f(g(x)) mean", R, f"{R}/functions {D}/{CORE20} {D}/the-chain-rule-slowly"),
    ("why is e such an important number", R, f"{R}/exp-and-log {D}/{CORE20}"),
    ("how are exp and log related", R, f"{R}/exp-and-log"),
    ("what does the capital sigma mean", R, f"{R}/sums"),
    ("how do I find the length of a vector", R, f"{R}/vectors"),
    ("when are two vectors perpendicular", R, f"{R}/vectors"),
    ("why can't I multiply these two matrices", R, f"{R}/matrices"),
    ("how to turn a score into a probability", R, f"{R}/exp-and-log"),
    # round 2
    ("I don't understand why we need derivatives in deep learning", W, f"{W}/opening {W}/what-it-is {W}/{CORE20} {W}/why-it-matters {W}/simple-takeaway {D}/why-it-matters {W}/module-summary"),
    ("what is being optimized when a model is trained", W, f"{W}/what-it-is {W}/module-summary {W}/{CORE20}"),
    ("how do you measure how wrong a prediction is", W, f"{W}/opening {W}/{CORE20} {W}/what-it-is"),
    ("what happens to the loss if I increase w when the slope is negative", W, f"{W}/{CORE20} {W}/module-summary {W}/opening"),
    ("are parameters the same thing as inputs", W, f"{W}/{CORE20} {W}/what-it-is"),
    ("why are derivatives cheaper than trying every setting", W, f"{W}/why-it-matters {W}/module-summary"),
    ("in plain english what does learning mean for a model", W, f"{W}/what-it-is {W}/simple-takeaway {W}/module-summary"),
    ("what does it mean if the derivative of the loss is close to zero", W, f"{W}/{CORE20} {W}/module-summary"),
    ("why is calculus the study of change", W, f"{W}/what-it-is {D}/what-it-is"),
    ("role of calculus in data science", W, f"{W}/opening {W}/what-it-is {W}/{CORE20} {W}/why-it-matters {W}/simple-takeaway {W}/module-summary"),
    ("what's a derivative in layman's terms", D, f"{D}/what-it-is {D}/simple-takeaway {D}/module-summary"),
    ("how does a secant line become a tangent line", D, f"{D}/what-it-is"),
    ("derivative vs slope of a line", D, f"{D}/what-it-is {D}/simple-takeaway {D}/module-summary"),
    ("where does the formula (f(x+h)-f(x))/h come from", D, f"{D}/what-it-is"),
    ("how is the graph of f' related to the graph of f", D, f"{D}/what-it-is"),
    ("shortcut for differentiating powers of x", D, f"{D}/{CORE20}"),
    ("why is the derivative of ln x one over x", D, f"{D}/{CORE20}"),
    ("can you pull constants out of a derivative", D, f"{D}/{CORE20}"),
    ("how do you differentiate two things multiplied together", D, f"{D}/{CORE20} {D}/module-summary"),
    ("I always forget the inner derivative", D, CHAIN),
    ("what is the chain rule used for in machine learning", D, f"{CHAIN} {D}/backpropagation {D}/why-it-matters {D}/opening"),
    ("how do you apply the chain rule to three nested functions", D, CHAIN),
    ("explain backprop with a simple numerical example", D, BACK),
    ("why do we store activations during the forward pass", D, BACK),
    ("how does reverse mode autodiff work", D, BACK),
    ("what is the computational cost of backpropagation", D, f"{D}/why-it-matters {W}/why-it-matters {BACK}"),
    ("what causes vanishing gradients", D, f"{D}/why-it-matters {D}/module-summary {S}/derivatives"),
    ("why do deep sigmoid networks train so slowly", D, f"{D}/why-it-matters {D}/module-summary"),
    ("why is the sigmoid derivative s(1-s)", D, f"{D}/{CORE20}"),
    ("what's the meaning of the ∂ symbol", P, f"{P}/what-it-is {P}/why-it-matters"),
    ("how do you find a partial derivative", P, f"{P}/what-it-is {P}/{CORE20} {P}/module-summary"),
    ("total derivative vs partial derivative", P, f"{P}/what-it-is {P}/{CORE20} {P}/module-summary"),
    ("why is the gradient a vector", P, f"{P}/what-it-is {P}/{CORE20} {P}/module-summary"),
    ("which way does the gradient point", P, UP),
    ("how many components does a gradient have", P, f"{P}/what-it-is {P}/{CORE20} {P}/module-summary"),
    ("what's the intuition behind the gradient being orthogonal to contours", P, UP),
    ("why does the negative gradient give the steepest descent", P, UP + f" {G}/what-it-is"),
    ("how to tell a saddle point from a minimum", P, f"{P}/{CORE20} {P}/module-summary {S}/gradient"),
    ("what are stationary points", P, f"{P}/{CORE20} {P}/module-summary {S}/gradient"),
    ("how can I estimate the change of a function of two variables", P, f"{P}/{CORE20} {P}/module-summary {S}/gradient"),
    ("how do I find the gradient of a linear regression loss with respect to w and b", P, f"{P}/the-courier-s-gradient-by-hand"),
    ("what does all else equal mean", P, f"{P}/why-it-matters {P}/what-it-is"),
    ("why does changing one parameter at a time fail", P, f"{P}/opening {P}/why-it-matters"),
    ("using gradients to explain which input matters", P, f"{P}/why-it-matters"),
    ("what is the bias term for", P, f"{P}/opening {P}/the-courier-s-gradient-by-hand"),
    ("explain gradient descent to a beginner", G, f"{G}/what-it-is {G}/{CORE20} {G}/module-summary {G}/simple-takeaway"),
    ("what's the gradient descent algorithm step by step", G, f"{G}/what-it-is {G}/{CORE20} {G}/module-summary {G}/simple-takeaway"),
    ("why the minus sign in the weight update", G, f"{G}/what-it-is {G}/{CORE20} {W}/{CORE20} {G}/module-summary"),
    ("what does learning rate control", G, RATE),
    ("what if my learning rate is way too small", G, RATE),
    ("how come gradient descent diverges", G, RATE),
    ("my loss bounces up and down between iterations", G, f"{RATE} {G}/sgd-a-few-examples-at-a-time"),
    ("is there a best learning rate", G, RATE),
    ("why does a steep valley need a smaller step", G, RATE),
    ("how does the second derivative limit the step size", G, RATE),
    ("should I normalize my inputs", G, f"{G}/the-learning-rate-exactly"),
    ("how do I know when to stop gradient descent", G, f"{G}/{CORE20} {G}/module-summary"),
    ("why does training get slower near the bottom", G, f"{G}/what-it-is {G}/the-learning-rate-exactly"),
    ("will gradient descent reach the global optimum", G, LOCAL),
    ("how do I avoid bad local minima", G, LOCAL),
    ("why do different random seeds give different results", G, f"{LOCAL} {G}/sgd-a-few-examples-at-a-time {G}/simple-takeaway"),
    ("are saddle points a bigger problem than local minima", G, LOCAL),
    ("what makes a loss convex", G, LOCAL),
    ("why is logistic regression easy to optimize", G, LOCAL),
    ("mini-batch vs full batch which is better", G, SGD),
    ("how can a few examples be enough to compute the gradient", G, SGD),
    ("what does batch size change", G, SGD),
    ("why is the loss noisy with small batches", G, SGD),
    ("how many updates are there in one epoch", G, SGD),
    ("why lower the learning rate at the end of training", G, SGD),
    ("why is sgd faster than using the whole dataset", G, SGD),
    ("what does momentum do", G, f"{G}/why-it-matters {G}/why-this-is-enough"),
    ("which optimizer should I use", G, f"{G}/why-it-matters {G}/why-this-is-enough"),
    ("what math is left to learn after derivatives and gradients", G, f"{G}/why-this-is-enough"),
    ("is calculus 1 enough for deep learning", G, f"{G}/why-this-is-enough"),
    ("what is a function in math", R, f"{R}/functions"),
    ("what is ln", R, f"{R}/exp-and-log {D}/{CORE20}"),
    ("why does log turn products into sums", R, f"{R}/exp-and-log"),
    ("what does the sigmoid do", R, f"{R}/exp-and-log {D}/{CORE20} {D}/opening"),
    ("how do you read Σ notation", R, f"{R}/sums"),
    ("how to compute a dot product", R, f"{R}/vectors"),
    ("what does it mean for vectors to be orthogonal", R, f"{R}/vectors"),
    ("rules for the shapes when multiplying matrices", R, f"{R}/matrices"),
    # round 3
    ("why is math needed for AI", W, f"{W}/opening {W}/what-it-is {W}/{CORE20} {W}/why-it-matters {W}/simple-takeaway {W}/module-summary"),
    ("what is a cost function used for", W, f"{W}/opening {W}/what-it-is {W}/{CORE20} {W}/module-summary"),
    ("how does training find good parameters", W, f"{W}/what-it-is {W}/{CORE20} {W}/simple-takeaway {W}/module-summary"),
    ("positive slope what should the model do", W, f"{W}/{CORE20} {W}/opening {W}/module-summary"),
    ("why not just check all the possible parameter values", W, f"{W}/why-it-matters {W}/module-summary"),
    ("why is a steep slope more informative than a flat one", W, f"{W}/{CORE20} {W}/module-summary"),
    ("what is the limit definition of the derivative", D, f"{D}/what-it-is {D}/module-summary"),
    ("what does it mean to take the derivative at a point", D, f"{D}/what-it-is {D}/simple-takeaway {D}/module-summary"),
    ("does every function have a derivative", D, f"{D}/{CORE20} {D}/what-it-is"),
    ("how can I remember the product rule", D, f"{D}/{CORE20} {D}/module-summary"),
    ("explain chain rule with gears analogy", D, CHAIN),
    ("why multiply by the derivative of the inside", D, CHAIN),
    ("what role does the chain rule play in training networks", D, f"{CHAIN} {D}/backpropagation {D}/why-it-matters {D}/opening {D}/simple-takeaway"),
    ("what information does backprop reuse", D, f"{BACK} {D}/why-it-matters"),
    ("gradients from multiple paths do we sum them", D, BACK),
    ("why do gradients shrink as they go through layers", D, f"{D}/why-it-matters {D}/module-summary"),
    ("why did relu become so popular", D, f"{D}/why-it-matters {D}/module-summary {S}/derivatives"),
    ("derivative of relu at the corner", D, f"{D}/{CORE20}"),
    ("how is a partial derivative calculated", P, f"{P}/what-it-is {P}/{CORE20} {P}/module-summary"),
    ("why keep the other variables fixed", P, f"{P}/what-it-is {P}/{CORE20} {P}/module-summary"),
    ("what does grad f represent", P, f"{P}/what-it-is {P}/{CORE20} {P}/module-summary"),
    ("does the gradient always lead to the lowest point", P, f"{UP} {LOCAL} {S}/four-mistakes-to-catch-yourself-in"),
    ("how are contour lines and gradients related", P, UP),
    ("if the gradient vanishes is it a max or a min", P, f"{P}/{CORE20} {P}/module-summary {S}/gradient"),
    ("how to measure the influence of a feature on the output", P, f"{P}/why-it-matters"),
    ("gradient computation for one training example", P, f"{P}/the-courier-s-gradient-by-hand {D}/backpropagation {G}/sgd-a-few-examples-at-a-time"),
    ("how does gradient descent find the minimum", G, f"{G}/what-it-is {G}/{CORE20} {G}/module-summary {G}/local-and-global-minima {G}/simple-takeaway"),
    ("what is the update rule", G, f"{G}/what-it-is {G}/{CORE20} {G}/module-summary"),
    ("what's a typical symptom of a too large learning rate", G, RATE),
    ("training takes forever to converge", G, RATE),
    ("at what learning rate does it start diverging", G, RATE),
    ("why does my training blow up", G, RATE),
    ("what is curvature and why does it matter for the step", G, RATE),
    ("stopping condition for gradient descent", G, f"{G}/{CORE20} {G}/module-summary"),
    ("is it possible to end in the wrong minimum", G, LOCAL),
    ("neural networks are non-convex so why does training work", G, LOCAL),
    ("how does initialization affect the result", G, f"{LOCAL} {G}/simple-takeaway"),
    ("why does random sampling help gradient descent", G, SGD),
    ("pros and cons of small batches", G, SGD),
    ("what does one epoch mean", G, SGD),
    ("does a bigger batch give a more accurate gradient", G, SGD),
    ("should the learning rate be constant", G, f"{SGD} {RATE}"),
    ("difference between adam and gradient descent", G, f"{G}/why-it-matters {G}/why-this-is-enough"),
    ("what should I learn after gradient descent", G, f"{G}/why-this-is-enough"),
    ("what is log of a product", R, f"{R}/exp-and-log"),
    ("what is a scalar product of two vectors", R, f"{R}/vectors"),
    ("what is a matrix used for", R, f"{R}/matrices"),
    ("how do I read a sum with an index", R, f"{R}/sums"),
    ("what is the inverse of the exponential", R, f"{R}/exp-and-log"),
    ("what is function composition", R, f"{R}/functions {D}/{CORE20} {D}/the-chain-rule-slowly"),
]  # fmt: skip

NOT_COVERED = """
What is an RNN?
How do I find the antiderivative?
what's the volume of a solid of revolution
explain integration by substitution
what is the radius of convergence
how do convolutional filters work
what's the difference between precision and recall
what is one-hot encoding
how does tf-idf work
what is the vanishing point in perspective drawing
what is a gradient in Photoshop
CSS linear gradient syntax
how do I descend a mountain safely
what is the learning curve for guitar
what's a good learning rate for a toddler vocabulary
explain the chain of command
what's a food chain
chain restaurants near me
when is the next train to Berlin
how do personal trainers work
what's the weight limit for carry-on luggage
how do I lose weight with weights
what is the function of the liver
local news today
what is a minimum wage
how do I batch rename files
who invented calculus
what is Moore's law
how does attention differ from recurrence
what is maximum likelihood estimation
explain the kernel trick
what is logistic map chaos
what is the Hessian
how do I differentiate stem cells
what's the slope of a ski run
what is a vector in biology
what is matrix movie about
how to optimize my website for search engines
what is partial refund policy
how many parameters does GPT-4 have
What is a bias in the media?
How do I calculate the interest rate on a loan?
what is the steepest street in the world
how do I update Windows
what is a batch of cookies
what's the best way to train for a triathlon
how do I descend stairs with crutches
explain support tickets and vectors in Jira
What is the halting problem?
what is the integral of a gaussian
how does a decision boundary look in svm
explain beam search
what is gradient checkpointing
how do I calculate a double integral
what is transfer learning
explain federated learning
what is the difference between AI and ML
who is the author of this course
how do I reset my password
what is a chain letter
is bitcoin a good investment
what does a neuron in the brain do
how do derivatives traders make money
how to compute standard deviation
what's the probability of rolling two sixes
explain the bias-variance tradeoff
what is data augmentation
how do I label images for training
what is a knowledge graph
what is the function of mitochondria
how do I plot a function in matplotlib
what is a slope stability analysis
how do I get to the nearest train station
what is the minimum age to drive
how is the weather in London
explain the theory of relativity
what is few-shot prompting
what are hidden Markov models
what is the surface area of a sphere
how do you solve quadratic equations
how do I evaluate a definite integral
what is a Bernoulli distribution
how do recommender systems work
what is a transformer in electrical engineering
what is the derivative of a contract
how do I calculate my mortgage
what is cache memory
explain the water cycle
how to train a parrot to talk
what is the optimal bedtime for kids
how do I fit a couch through the door
what is the learning rate of dolphins
how do step counters work
what is a stock's beta
explain Nash equilibrium
what is a hypercube
how to invert a matrix
what is cosine similarity
what is semantic segmentation
explain feature stores
what's the best laptop for ML
how do I use Jupyter notebooks
what is Bellman equation
what is an activation code for Windows
how do I cut costs at my company
what does a loss adjuster do
how many layers does a wedding cake need
what is a convex mirror
how do plants adapt to slopes
who discovered gravity
""".strip().splitlines()

COMPUTABLE: list[tuple[str, str, str, dict[str, Any]]] = [
    # round 1
    ("differentiate y = 5x^3 - 4x", "derivative", "5x^3-4x", {}),
    ("what's d/dx of x*sin(x)", "derivative", "x sin(x)", {"wrt": "x"}),
    ("find the slope of y = x^2 - 3x at x = 4", "derivative", "x^2-3x", {"at": {"x": "4"}}),
    ("partial of x^2*y + y^3 with respect to y", "derivative", "x^2 y + y^3", {"wrt": "y"}),
    ("grad of x^2 + 3xy", "gradient", "x^2+3x y", {}),
    ("compute the gradient at (1,2) of x^2 + y^2", "gradient", "x^2+y^2", {"at": {"0": "1", "1": "2"}}),
    ("minimise x^2 - 6x + 11", "minimum", "x^2-6x+11", {}),
    ("does gradient descent with step size 0.3 on x^2 converge", "descent", "x^2", {"rate": "0.3"}),
    ("is my derivative of x^2*e^x right: 2x*e^x", "check", "x^2 e^x", {"answer": "2x e^x"}),
    ("second derivative x^4 - 2x^2", "derivative", "x^4-2x^2", {"order": 2}),
    ("evaluate x^2 + 2x when x = 3", "value", "x^2+2x", {"at": {"x": "3"}}),
    ("what is f'(2) for f(x)=x^3 - x", "derivative", "x^3-x", {"at": {"": "2"}}),
    ("slope of the tangent line to x^2 at x = 3", "derivative", "x^2", {"at": {"x": "3"}}),
    ("find the slope of the tangent to y = ln x at x = 2", "derivative", "ln(x)", {"at": {"x": "2"}}),
    ("Find dy/dx for y = (2x + 1)^5", "derivative", "(2x+1)^5", {"wrt": "x"}),
    ("Find the derivative of y = x^2 cos x", "derivative", "x^2 cos(x)", {}),
    ("What is the first derivative of 1/x^2?", "derivative", "1/x^2", {}),
    ("Differentiate the following: 3x^4 - 7x", "derivative", "3x^4-7x", {}),
    ("differentiate with respect to x: e^{3x} sin x", "derivative", "e^(3x) sin(x)", {"wrt": "x"}),
    ("how would I differentiate sqrt(3x+1)?", "derivative", "sqrt(3x+1)", {}),
    ("I need to find the derivative of ln(sin x)", "derivative", "ln(sin(x))", {}),
    ("How can I find the derivative of x/(1+x^2)?", "derivative", "x/(1+x^2)", {}),
    ("use the chain rule to differentiate (x^2+1)^3", "derivative", "(x^2+1)^3", {}),
    ("use the product rule on x^2 sin x", "derivative", "x^2 sin(x)", {}),
    ("derivative of (3x+2)^4 using the chain rule", "derivative", "(3x+2)^4", {}),
    ("find y' if y = tan(2x)", "derivative", "tan(2x)", {}),
    ("find y'' if y = x^3 + 2x", "derivative", "x^3+2x", {"order": 2}),
    ("Given f(x) = x^2 e^{-x}, find f'(x).", "derivative", "x^2 e^(-x)", {}),
    ("Given g(t) = t^3 - 2t, compute g'(1)", "derivative", "t^3-2t", {"at": {"": "1"}}),
    ("d/dw (w*x - y)^2", "derivative", "(w*x-y)^2", {"wrt": "w"}),
    ("d/dw of (y - w*x)^2", "derivative", "(y-w*x)^2", {"wrt": "w"}),
    ("what is ∂/∂b of (w*x + b - y)^2 ?", "derivative", "(w*x+b-y)^2", {"wrt": "b"}),
    ("\\frac{\\partial}{\\partial y} (x y^2 + y)", "derivative", "x y^2 + y", {"wrt": "y"}),
    ("derivative of sigmoid(w*x) wrt w", "derivative", "sigmoid(w*x)", {"wrt": "w"}),
    ("derivative of the sigmoid function", "derivative", "sigmoid(x)", {}),
    ("what's the derivative of tanh?", "derivative", "tanh(x)", {}),
    ("derivative of softplus", "derivative", "softplus(x)", {}),
    ("derivative of sin squared x", "derivative", "sin(x)^2", {}),
    ("derivative of sin^2(x)", "derivative", "sin(x)^2", {}),
    ("derivative of e to the power 2x", "derivative", "e^(2x)", {}),
    ("derivative of x cubed", "derivative", "x^3", {}),
    ("derivative of one over x", "derivative", "1/x", {}),
    ("derivative of 2 to the x", "derivative", "2^x", {}),
    ("d/dx(x^x)", "derivative", "x^x", {"wrt": "x"}),
    ("Can someone help me differentiate x^2 ln(x)?", "derivative", "x^2 ln(x)", {}),
    ("what would the derivative of 4x^3 be", "derivative", "4x^3", {}),
    ("what's the slope of f(x) = 2x^2 + 1 at x = -1", "derivative", "2x^2+1", {"at": {"x": "-1"}}),
    ("what is the instantaneous rate of change of x^2 + 1 at x = 2", "derivative", "x^2+1", {"at": {"x": "2"}}),
    ("rate of change of t^2 - 3t at t=5", "derivative", "t^2-3t", {"at": {"t": "5"}}),
    ("derivative of x^2 at the point x = 3", "derivative", "x^2", {"at": {"x": "3"}}),
    ("compute f'(x) where f(x) = cos(x^2)", "derivative", "cos(x^2)", {}),
    ("gradient of f(x,y) = x^2 y - y", "gradient", "x^2 y - y", {}),
    ("find the gradient of f(x, y) = x e^y at (0, 1)", "gradient", "x e^y", {"at": {"x": "0", "y": "1"}}),
    ("find the gradient vector of xy + y^2 at the point (2, 1)", "gradient", "x y + y^2", {"at": {"0": "2", "1": "1"}}),
    ("compute grad f where f(x,y) = 3x^2 - 2xy", "gradient", "3x^2-2x y", {}),
    ("what are the partial derivatives of x^3 y^2?", "gradient", "x^3 y^2", {}),
    ("find all first partial derivatives of x^2 + sin(x y)", "gradient", "x^2+sin(x y)", {}),
    ("find both partial derivatives of x e^(x y)", "gradient", "x e^(x y)", {}),
    ("find fx for f(x,y) = x^2 y^3", "derivative", "x^2 y^3", {"wrt": "x"}),
    ("find f_y if f(x,y) = x^2 y^3", "derivative", "x^2 y^3", {"wrt": "y"}),
    ("partial derivative of x^2 y^3 w.r.t. y at (1,2)", "derivative", "x^2 y^3", {"wrt": "y", "at": {"0": "1", "1": "2"}}),
    ("find ∂z/∂x if z = x^2 y + 3x", "derivative", "x^2 y + 3x", {"wrt": "x"}),
    ("how do I take the partial derivative of xy^2 with respect to x", "derivative", "x y^2", {"wrt": "x"}),
    ("in which direction does x^2 + 3y^2 increase fastest at (1, 1)", "gradient", "x^2+3y^2", {"at": {"0": "1", "1": "1"}}),
    ("find the minimum value of 2x^2 - 8x + 3", "minimum", "2x^2-8x+3", {}),
    ("what value of x minimizes x^2 + 4x + 5", "minimum", "x^2+4x+5", {}),
    ("where does x^2 - 2x have its minimum?", "minimum", "x^2-2x", {}),
    ("where is the minimum of (x-3)^2 + 1", "minimum", "(x-3)^2+1", {}),
    ("what is the maximum of 4x - x^2", "maximum", "4x-x^2", {}),
    ("find the max of sin(x) + cos(x)", "maximum", "sin(x)+cos(x)", {}),
    ("global minimum of x^4 - 2x^2", "minimum", "x^4-2x^2", {}),
    ("find the minimum of f(x) = x^2 + 1/x", "minimum", "x^2+1/x", {}),
    ("find the point where x^2 + y^2 - 2x is lowest", "minimum", "x^2+y^2-2x", {}),
    ("argmin of (x-2)^2", "minimum", "(x-2)^2", {}),
    ("is x^2 + e^x convex?", "convexity", "x^2+e^x", {}),
    ("is f(x) = ln(x) concave", "convexity", "ln(x)", {}),
    ("is the function x^3 convex or concave?", "convexity", "x^3", {}),
    ("will gradient descent diverge on 5x^2 with learning rate 0.3", "descent", "5x^2", {"rate": "0.3"}),
    ("gradient descent for f(x) = (x-4)^2 with alpha = 0.1 starting at x = 0", "descent", "(x-4)^2", {"rate": "0.1", "start": {"x": "0"}}),
    ("perform 2 iterations of gradient descent on x^2 + 2x starting from x = 1 with learning rate 0.1", "descent", "x^2+2x", {"rate": "0.1", "start": {"x": "1"}, "steps": 2}),
    ("Starting from x = 2, do one step of gradient descent on x^2 with learning rate 0.1", "descent", "x^2", {"rate": "0.1", "start": {"x": "2"}, "steps": 1}),
    ("minimize x^2 with gradient descent, learning rate 0.2, initial point x = 10", "descent", "x^2", {"rate": "0.2", "start": {"x": "10"}}),
    ("how many steps does gradient descent need on x^2 with lr 0.1 from 5", "descent", "x^2", {"rate": "0.1", "start": {"": "5"}}),
    ("is a learning rate of 0.5 too big for 3x^2", "descent", "3x^2", {"rate": "0.5"}),
    ("gradient descent x^2+y^2 from (1,2) with learning rate 0.1", "descent", "x^2+y^2", {"rate": "0.1", "start": {"0": "1", "1": "2"}}),
    ("what happens with a step size of 1.1 on x^2?", "descent", "x^2", {"rate": "1.1"}),
    ("is 3x^2 the correct derivative of x^3?", "check", "x^3", {"answer": "3x^2"}),
    ("is the derivative of sin(2x) = 2cos(2x)?", "check", "sin(2x)", {"answer": "2cos(2x)"}),
    ("is d/dx of x e^x equal to e^x", "check", "x e^x", {"wrt": "x", "answer": "e^x"}),
    ("is it correct that d/dx ln(2x) = 1/(2x)", "check", "ln(2x)", {"wrt": "x", "answer": "1/(2x)"}),
    ("I got 2x cos(x^2) when differentiating sin(x^2), is that correct?", "check", "sin(x^2)", {"answer": "2x cos(x^2)"}),
    ("why is the derivative of x^2 sin(x) not 2x cos(x)", "check", "x^2 sin(x)", {"answer": "2x cos(x)"}),
    ("does the derivative of e^(2x) equal e^(2x)?", "check", "e^(2x)", {"answer": "e^(2x)"}),
    ("check: (x^3)' = 3x^2", "check", "x^3", {"answer": "3x^2"}),
    ("if f(x) = 3x + 2, what is f(4)?", "value", "3x+2", {"at": {"": "4"}}),
    ("value of sigmoid(2)", "value", "sigmoid(2)", {}),
    ("what is sin(pi/6)", "value", "sin(pi/6)", {}),
    ("calculate e^x for x = 2", "value", "e^x", {"at": {"x": "2"}}),
    ("evaluate 2x + 3y at x=1, y=2", "value", "2x+3y", {"at": {"x": "1", "y": "2"}}),
    ("evaluate x^2 + y^2 at (3, 4)", "value", "x^2+y^2", {"at": {"0": "3", "1": "4"}}),
    ("what's log(8)", "value", "log(8)", {}),
    # round 2
    ("find the derivative: y = 4x^5 - x^2 + 7", "derivative", "4x^5 - x^2 + 7", {}),
    ("differentiate f(x) = (x^2 + 3)/(2x - 1)", "derivative", "(x^2+3)/(2x-1)", {}),
    ("What is the derivative with respect to t of 3t^2 + sin t?", "derivative", "3t^2+sin(t)", {"wrt": "t"}),
    ("how to differentiate e^(-x^2/2)", "derivative", "e^(-x^2/2)", {}),
    ("Derivative of x^2 * ln(x) please", "derivative", "x^2 ln(x)", {}),
    ("Hi, could you help me with the derivative of sin(x)cos(x)?", "derivative", "sin(x) cos(x)", {}),
    ("I'm stuck on the derivative of 1/(1+e^(-x))", "derivative", "1/(1+e^(-x))", {}),
    ("trying to differentiate x^3 e^(2x)", "derivative", "x^3 e^(2x)", {}),
    ("what does x^3 differentiate to?", "derivative", "x^3", {}),
    ("d/dx (sin x / x)", "derivative", "sin(x)/x", {"wrt": "x"}),
    ("d/dz tanh(z)", "derivative", "tanh(z)", {"wrt": "z"}),
    ("find d/dx of ln(x^2 + 1)", "derivative", "ln(x^2+1)", {"wrt": "x"}),
    ("find dL/dw if L = (w*x - y)^2", "derivative", "(w*x-y)^2", {"wrt": "w"}),
    ("find ds/dt when s = 5t^2 - 3t", "derivative", "5t^2-3t", {"wrt": "t"}),
    ("compute dz/dt if z(t) = t^2 e^t", "derivative", "t^2 e^t", {"wrt": "t"}),
    ("Let h(x) = sqrt(x^2 + 1). Find h'(x).", "derivative", "sqrt(x^2+1)", {}),
    ("If f(x) = x^4 - 3x, evaluate f'(-1)", "derivative", "x^4-3x", {"at": {"": "-1"}}),
    ("f(x) = ln(x). What is f''(x)?", "derivative", "ln(x)", {"order": 2}),
    ("second derivative of e^(-x^2)", "derivative", "e^(-x^2)", {"order": 2}),
    ("compute the 2nd derivative of x sin x", "derivative", "x sin(x)", {"order": 2}),
    ("what's the third derivative of x^4 + x^2?", "derivative", "x^4+x^2", {"order": 3}),
    ("d²y/dx² for y = x^3", "derivative", "x^3", {"wrt": "x", "order": 2}),
    ("differentiate x^3 twice", "derivative", "x^3", {"order": 2}),
    ("slope of the curve y = x^3 at the point x = -1", "derivative", "x^3", {"at": {"x": "-1"}}),
    ("What is the slope of the tangent line of x^2 + x at x=1?", "derivative", "x^2+x", {"at": {"x": "1"}}),
    ("gradient of the curve y = x^2 at x = 3", "gradient", "x^2", {"at": {"x": "3"}}),
    ("how steep is the graph of x^3 at x = 2", "derivative", "x^3", {"at": {"x": "2"}}),
    ("how quickly is x^2 + 1 changing at x = 4?", "derivative", "x^2+1", {"at": {"x": "4"}}),
    ("Use the quotient rule to find the derivative of x/(x+1)", "derivative", "x/(x+1)", {}),
    ("derivative of x^2 from first principles", "derivative", "x^2", {}),
    ("apply the chain rule to sin(x^3)", "derivative", "sin(x^3)", {}),
    ("chain rule for ln(cos x)", "derivative", "ln(cos(x))", {}),
    ("derivative of x to the fifth", "derivative", "x^5", {}),
    ("derivative of e to the minus x", "derivative", "e^(-x)", {}),
    ("derivative of cos x times sin x", "derivative", "cos(x) sin(x)", {}),
    ("derivative of the natural log of x squared", "derivative", "ln(x^2)", {}),
    ("what is the derivative of log base e of x", "derivative", "ln(x)", {}),
    ("derivative of the logistic sigmoid", "derivative", "sigmoid(x)", {}),
    ("derivative of absolute value of x", "derivative", "abs(x)", {}),
    ("derivative of |x|", "derivative", "abs(x)", {}),
    ("derivative of max(0, x)", "derivative", "max(0,x)", {}),
    ("derivative of 5", "derivative", "5", {}),
    ("what is the partial derivative of 3x^2 y + 2y with respect to x at (1, 2)?", "derivative", "3x^2 y + 2y", {"wrt": "x", "at": {"0": "1", "1": "2"}}),
    ("differentiate x^2 y^2 partially with respect to y", "derivative", "x^2 y^2", {"wrt": "y"}),
    ("take the partial derivative of e^(xy) wrt x", "derivative", "e^(x y)", {"wrt": "x"}),
    ("∂/∂w (w x + b)^2", "derivative", "(w x+b)^2", {"wrt": "w"}),
    ("f(x,y) = x^3 + x y^2. Find ∂f/∂x", "derivative", "x^3+x y^2", {"wrt": "x"}),
    ("find f_x for f(x,y) = sin(xy)", "derivative", "sin(x y)", {"wrt": "x"}),
    ("derivative of (y - (w*x+b))^2 with respect to w", "derivative", "(y-(w*x+b))^2", {"wrt": "w"}),
    ("Compute ∇f for f(x,y) = x^2 y + e^y", "gradient", "x^2 y+e^y", {}),
    ("what's the gradient of 2x^2 + 3y^2 at x=1, y=-1", "gradient", "2x^2+3y^2", {"at": {"x": "1", "y": "-1"}}),
    ("Calculate the gradient of f(x,y,z) = xyz", "gradient", "x y z", {}),
    ("given f(x,y) = x^2 - y^2 find the gradient at (2,1)", "gradient", "x^2-y^2", {"at": {"x": "2", "y": "1"}}),
    ("evaluate the gradient of x y^2 at the point (3, -1)", "gradient", "x y^2", {"at": {"0": "3", "1": "-1"}}),
    ("direction of steepest ascent of x^2 + y^2 at (1, 1)", "gradient", "x^2+y^2", {"at": {"0": "1", "1": "1"}}),
    ("compute all partial derivatives of x y + y z", "gradient", "x y+y z", {}),
    ("Find the minimum of the function f(x) = x^2 - 10x + 30", "minimum", "x^2-10x+30", {}),
    ("minimise f(x,y) = (x-1)^2 + (y-2)^2", "minimum", "(x-1)^2+(y-2)^2", {}),
    ("which x minimises 3x^2 - 12x?", "minimum", "3x^2-12x", {}),
    ("for what value of x is x^2 - 8x at a minimum", "minimum", "x^2-8x", {}),
    ("how low can x^2 + 6x go", "minimum", "x^2+6x", {}),
    ("find the maximum value of -2x^2 + 8x - 3", "maximum", "-2x^2+8x-3", {}),
    ("what's the highest point of -x^2 + 4x", "maximum", "-x^2+4x", {}),
    ("does x^2 - 4x have a minimum?", "minimum", "x^2-4x", {}),
    ("find the local minima of x^4 - 4x^2", "minimum", "x^4-4x^2", {}),
    ("maximise x(10 - x)", "maximum", "x(10-x)", {}),
    ("is e^x + x^2 a convex function?", "convexity", "e^x+x^2", {}),
    ("show that x^2 + y^2 is convex", "convexity", "x^2+y^2", {}),
    ("is sin(x) convex?", "convexity", "sin(x)", {}),
    ("gradient descent on x^2 - 4x with learning rate 0.1 starting from x = 0, 5 steps", "descent", "x^2-4x", {"rate": "0.1", "start": {"x": "0"}, "steps": 5}),
    ("does gd converge for 2x^2 if the learning rate is 0.6?", "descent", "2x^2", {"rate": "0.6"}),
    ("what happens when I run gradient descent on x^4 with lr=0.5", "descent", "x^4", {"rate": "0.5"}),
    ("apply gradient descent to (x+1)^2, learning rate 0.05, starting at 3", "descent", "(x+1)^2", {"rate": "0.05", "start": {"": "3"}}),
    ("three steps of gradient descent on x^2 + x with step size 0.2 from x=1", "descent", "x^2+x", {"rate": "0.2", "start": {"x": "1"}, "steps": 3}),
    ("is lr 0.01 too small for x^2?", "descent", "x^2", {"rate": "0.01"}),
    ("would a learning rate of 2 work on x^2", "descent", "x^2", {"rate": "2"}),
    ("f(w) = (w-5)^2, learning rate 0.1, w0 = 0, run 10 iterations", "descent", "(w-5)^2", {"rate": "0.1", "start": {"w": "0"}, "steps": 10}),
    ("gradient descent w^2 + 10 b^2 rate 0.15 start (1, 1)", "descent", "w^2+10b^2", {"rate": "0.15", "start": {"0": "1", "1": "1"}}),
    ("where does gradient descent on x^4 - 2x^2 end up from x = 0.5 with rate 0.1", "descent", "x^4-2x^2", {"rate": "0.1", "start": {"x": "0.5"}}),
    ("one gradient descent update for (w-3)^2 at w = 0 with learning rate 0.1", "descent", "(w-3)^2", {"rate": "0.1", "start": {"w": "0"}, "steps": 1}),
    ("is 2x + 3 the derivative of x^2 + 3x?", "check", "x^2+3x", {"answer": "2x+3"}),
    ("Is the derivative of cos(3x) -3sin(3x)?", "check", "cos(3x)", {"answer": "-3sin(3x)"}),
    ("I differentiated x^2 e^x and got 2x e^x + x^2 e^x. Is this correct?", "check", "x^2 e^x", {"answer": "2x e^x+x^2 e^x"}),
    ("my derivative of ln(x^2) is 1/x^2, is that right", "check", "ln(x^2)", {"answer": "1/x^2"}),
    ("Is the derivative of 1/x just ln(x)?", "check", "1/x", {"answer": "ln(x)"}),
    ("check my work: d/dx sqrt(x) = 1/(2 sqrt(x))", "check", "sqrt(x)", {"wrt": "x", "answer": "1/(2 sqrt(x))"}),
    ("if f(x) = x^3 is f'(x) = 3x^2?", "check", "x^3", {"answer": "3x^2"}),
    ("is it right that the derivative of 2^x is x 2^(x-1)?", "check", "2^x", {"answer": "x 2^(x-1)"}),
    ("for the derivative of tan x I got sec^2 x, correct?", "check", "tan(x)", {"answer": "sec(x)^2"}),
    ("shouldn't the derivative of sigmoid(2x) be sigmoid(2x)(1-sigmoid(2x))", "check", "sigmoid(2x)", {"answer": "sigmoid(2x)(1-sigmoid(2x))"}),
    ("evaluate 3x^2 - 2x + 1 for x = -2", "value", "3x^2-2x+1", {"at": {"x": "-2"}}),
    ("find f(3) if f(x) = 2x^2 - x", "value", "2x^2-x", {"at": {"": "3"}}),
    ("g(x) = e^x + 1, what's g(0)?", "value", "e^x+1", {"at": {"": "0"}}),
    ("calculate the sigmoid of 1.5", "value", "sigmoid(1.5)", {}),
    ("what is ln(1)?", "value", "ln(1)", {}),
    ("substitute x = 4 into sqrt(x) + 1", "value", "sqrt(x)+1", {"at": {"x": "4"}}),
    ("what is (2-5)^2", "value", "(2-5)^2", {}),
    ("what's x^2 - y^2 when x = 5 and y = 3?", "value", "x^2-y^2", {"at": {"x": "5", "y": "3"}}),
    # round 3
    ("Find the derivative of f(x) = 7x^3 - 2x^2 + x - 9", "derivative", "7x^3-2x^2+x-9", {}),
    ("differentiate 4sin(x) - 3cos(x)", "derivative", "4sin(x)-3cos(x)", {}),
    ("please differentiate ln(x)/x for me", "derivative", "ln(x)/x", {}),
    ("How do you find the derivative of e^(x^2)?", "derivative", "e^(x^2)", {}),
    ("What is derivative of x^(1/2)", "derivative", "x^(1/2)", {}),
    ("need derivative of tanh(2x+1)", "derivative", "tanh(2x+1)", {}),
    ("derivative x^2 sqrt(x)", "derivative", "x^2 sqrt(x)", {}),
    ("y = e^(3x), find dy/dx", "derivative", "e^(3x)", {"wrt": "x"}),
    ("what is d/dx 3x^2 + 2x", "derivative", "3x^2+2x", {"wrt": "x"}),
    ("work out d/dx of (x+1)(x-2)", "derivative", "(x+1)(x-2)", {"wrt": "x"}),
    ("find dC/dw where C = (w*x - y)^2", "derivative", "(w*x-y)^2", {"wrt": "w"}),
    ("If p(t) = t^3 - 6t, what is p'(2)?", "derivative", "t^3-6t", {"at": {"": "2"}}),
    ("Suppose f(x)=sin(x)+x. Compute f'(0).", "derivative", "sin(x)+x", {"at": {"": "0"}}),
    ("f(x) = x^2 - 5x, find f'(3)", "derivative", "x^2-5x", {"at": {"": "3"}}),
    ("Determine the second derivative of ln(x)", "derivative", "ln(x)", {"order": 2}),
    ("f'' of x^5", "derivative", "x^5", {"order": 2}),
    ("derivative of x^2 + 1 at x=0.5", "derivative", "x^2+1", {"at": {"x": "0.5"}}),
    ("what's the slope of x^2 - x when x = 2", "derivative", "x^2-x", {"at": {"x": "2"}}),
    ("find the slope of the line tangent to y = x^2 at x = 1", "derivative", "x^2", {"at": {"x": "1"}}),
    ("how do I use the chain rule on e^(sin x)", "derivative", "e^(sin(x))", {}),
    ("derivative of the square of sin x", "derivative", "sin(x)^2", {}),
    ("derivative of x squared times e to the x", "derivative", "x^2 e^x", {}),
    ("derivative of 3 over x squared", "derivative", "3/x^2", {}),
    ("derivative of sigmoid at 0", "derivative", "sigmoid(x)", {"at": {"": "0"}}),
    ("derivative of -y*log(p) with respect to p", "derivative", "-y*log(p)", {"wrt": "p"}),
    ("partial derivative of 2xy + x^2 w.r.t. x", "derivative", "2x y+x^2", {"wrt": "x"}),
    ("what's the partial of x^2 + 3xy with respect to x", "derivative", "x^2+3x y", {"wrt": "x"}),
    ("∂/∂y of x^2 y^3", "derivative", "x^2 y^3", {"wrt": "y"}),
    ("g(x,y) = x^2 y, find ∂g/∂y", "derivative", "x^2 y", {"wrt": "y"}),
    ("what is the gradient of x^2 + xy + y^2?", "gradient", "x^2+x y+y^2", {}),
    ("gradient of f(w,b) = (2w + b - 1)^2 at (0,0)", "gradient", "(2w+b-1)^2", {"at": {"w": "0", "b": "0"}}),
    ("find grad of x^2 + y^2 + z^2", "gradient", "x^2+y^2+z^2", {}),
    ("calculate ∇(x^2 y + 3x)", "gradient", "x^2 y+3x", {}),
    ("Find both first-order partial derivatives of x^2 y^3 + x", "gradient", "x^2 y^3+x", {}),
    ("Let f(x,y)=3x^2+y^2. What is the gradient at (1,-2)?", "gradient", "3x^2+y^2", {"at": {"x": "1", "y": "-2"}}),
    ("minimize f(x) = x^2 + 3x + 2", "minimum", "x^2+3x+2", {}),
    ("what's the min of x^2 - 6x", "minimum", "x^2-6x", {}),
    ("find the x that minimizes (x-7)^2 + 2", "minimum", "(x-7)^2+2", {}),
    ("where does 3x - x^2 reach its maximum", "maximum", "3x-x^2", {}),
    ("at which x is x^2 + 2x minimal?", "minimum", "x^2+2x", {}),
    ("what is the lowest value of x^2 - 4x + 7", "minimum", "x^2-4x+7", {}),
    ("is x^2 convex or not", "convexity", "x^2", {}),
    ("is x^4 - x^2 convex?", "convexity", "x^4-x^2", {}),
    ("run gradient descent for 20 steps on (x-1)^2 with lr 0.1", "descent", "(x-1)^2", {"rate": "0.1", "steps": 20}),
    ("does a learning rate of 0.7 converge on x^2?", "descent", "x^2", {"rate": "0.7"}),
    ("gradient descent, f(x)=x^2-2x, x0=5, lr=0.3", "descent", "x^2-2x", {"rate": "0.3", "start": {"x": "5"}}),
    ("can gradient descent with rate 0.9 minimize 2x^2", "descent", "2x^2", {"rate": "0.9"}),
    ("what will happen with learning rate 0.25 on 4x^2 starting at x=1", "descent", "4x^2", {"rate": "0.25", "start": {"x": "1"}}),
    ("do 3 gradient descent steps on x^2 starting at 2, step size 0.1", "descent", "x^2", {"rate": "0.1", "start": {"": "2"}, "steps": 3}),
    ("why does gradient descent diverge on x^2 with learning rate 1.1", "descent", "x^2", {"rate": "1.1"}),
    ("Is the derivative of x^3 + x equal to 3x^2 + 1?", "check", "x^3+x", {"answer": "3x^2+1"}),
    ("is -sin(x) the derivative of cos(x)", "check", "cos(x)", {"answer": "-sin(x)"}),
    ("check my answer: d/dx (x ln x) = ln x + 1", "check", "x ln(x)", {"wrt": "x", "answer": "ln(x)+1"}),
    ("I got 3(2x+1)^2 for the derivative of (2x+1)^3. Correct?", "check", "(2x+1)^3", {"answer": "3(2x+1)^2"}),
    ("I think d/dx e^(5x) is 5e^(5x), am I right?", "check", "e^(5x)", {"wrt": "x", "answer": "5e^(5x)"}),
    ("evaluate f(x) = x^2 - 1 at x = 4", "value", "x^2-1", {"at": {"x": "4"}}),
    ("what is x^3 for x = -2?", "value", "x^3", {"at": {"x": "-2"}}),
    ("h(x) = 3x + sqrt(x), find h(4)", "value", "3x+sqrt(x)", {"at": {"": "4"}}),
    ("what is tanh(0)", "value", "tanh(0)", {}),
    ("compute sigmoid(-1)", "value", "sigmoid(-1)", {}),
    ("y=x^2 sin(x) y'=?", "derivative", "x^2 sin(x)", {}),
    ("derivative of squared error (y - p)^2 wrt p", "derivative", "(y - p)^2", {"wrt": "p"}),
    ("gradient of (w*x + b - y)^2 wrt w and b", "gradient", "(w*x + b - y)^2", {"wrt": "w,b"}),
]  # fmt: skip
