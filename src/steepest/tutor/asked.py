"""How people ask for a place of the lessons: wordings that the lesson itself does not use.

A row names a lesson, a section, words of the piece that answers, and questions in other people's words. The questions
are indexed with the piece, and never shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from steepest.tutor.asked_also import ALSO


@dataclass(frozen=True, slots=True)
class Asked:
    """A row: wordings that lead to one piece."""

    lesson: str
    section: str
    piece: str  # words that the piece contains, as plain text
    wordings: str


_W, _D, _P, _G, _R = "why-calculus", "derivatives", "partial-derivatives-and-gradient", "gradient-descent", "refresher"
_CORE = "the-20-you-need-to-know"

ASKED: tuple[Asked, ...] = (
    Asked(_W, "opening", "wrong every time", """
        how is error measured; why squared error; mean squared error mse; what is a prediction error;
        residual; how do we know how bad a model is; square the errors"""),
    Asked(_W, "what-it-is", "Learning is optimisation", """
        what is training a model; what does it mean to fit a model; what does a model learn; what is
        optimization; what is an objective function; cost function; what are weights and parameters; how do
        machines learn; relation between learning and optimization; find the best parameters"""),
    Asked(_W, "what-it-is", "study of how an output changes", """
        what is calculus; what is calculus about; what does calculus do for ai; what is differentiation for;
        why study calculus; sensitivity of output to input; where is calculus used in machine learning"""),
    Asked(_W, _CORE, "turns “wrong” into one number", """
        what is a loss function; what is a cost function; loss versus error; what does the loss tell us; is
        the data changed during training; difference between data and parameters"""),
    Asked(_W, _CORE, "derivative of the loss is its slope", """
        what does the derivative of the loss tell; derivative of the cost function meaning; meaning of the
        derivative"""),
    Asked(_W, _CORE, "sign is the direction", """
        positive derivative versus negative derivative; what does a negative slope mean; which direction to
        move the weight; how does the model know whether to increase or decrease a weight; meaning of the
        sign of the gradient; go against the slope why the minus sign"""),
    Asked(_W, _CORE, "size says how much", """
        what does a large derivative mean; magnitude of the gradient; steep versus flat loss; big gradient
        small gradient; what does a zero derivative mean for training"""),
    Asked(_W, "why-it-matters", "Could we not just try", """
        brute force search; grid search; random search over weights; exhaustive search; why not try all
        combinations; curse of dimensionality; why not guess the parameters; how many parameters do models
        have; combinatorial explosion"""),
    Asked(_W, "why-it-matters", "million slopes", """
        how expensive is a gradient; cost of computing gradients; why are gradients efficient; why is
        gradient based optimization better than search; number of parameters in a large language model"""),
    Asked(_D, "what-it-is", "Take two points", """
        what is a derivative; definition of the derivative; limit definition; first principles; difference
        quotient; what is dy/dx; what is differentiation; tangent line; secant line; instantaneous rate of
        change; velocity; slope at a single point; derivative explained simply; what does f prime mean"""),
    Asked(_D, "what-it-is", "remains", """
        is the derivative a function or a number; derivative as a function; derivative of x squared from the
        definition; why is the derivative of x^2 equal to 2x"""),
    Asked(_D, _CORE, "exponent comes down", """
        power rule; derivative of x to the n; derivative of a polynomial; bring down the exponent"""),
    Asked(_D, _CORE, "ever flatter", """
        derivative of the logarithm; derivative of log; derivative of natural log"""),
    Asked(_D, _CORE, "in words: its own slope", """
        derivative of the exponential function; why is e special; derivative of e to the x is itself"""),
    Asked(_D, _CORE, "steepest in the middle", """
        derivative of the sigmoid; sigmoid derivative formula; logistic function derivative"""),
    Asked(_D, _CORE, "it has a corner", """
        derivative of relu at zero; is relu differentiable; non differentiable points; kink; corner;
        subgradient; activation function derivatives"""),
    Asked(_D, _CORE, "Eight derivatives", """
        which derivatives should I memorize; common derivatives; list of derivatives; derivative rules cheat
        sheet"""),
    Asked(_D, _CORE, "Sums and constant factors", """
        derivative of a constant; constant rule; sum rule; constant multiple rule; linearity of
        differentiation; why does a constant disappear; derivative of a sum"""),
    Asked(_D, _CORE, "each factor has its turn", """
        product rule; derivative of two functions multiplied; u v rule; Leibniz rule"""),
    Asked(_D, _CORE, "quotient needs no rule", """
        quotient rule; derivative of a quotient; derivative of a fraction; differentiate a division; u over v;
        how do I differentiate one function divided by another; low d high minus high d low"""),
    Asked(_D, _CORE, "outside at the inside, times", """
        chain rule formula; composite function derivative; function of a function"""),
    Asked(_D, _CORE, "Think of gears", """
        intuition for the chain rule; why do derivatives multiply; explain the chain rule; how does the
        chain rule work; when do I use the chain rule; inner and outer function; nested functions"""),
    Asked(_D, _CORE, "outermost", """
        what is backpropagation; how does backprop work; backward pass; reverse mode automatic
        differentiation; autograd; how do neural networks compute gradients; error propagation; propagate
        the error backwards; relation of backpropagation and chain rule; layers of a neural network"""),
    Asked(_D, _CORE, "Forward, the numbers are", """
        backpropagation example by hand; worked example of backprop; forward pass; computational graph
        example; gradient of a neuron; why are gradients added; sum over paths; multivariate chain rule"""),
    Asked(_D, "why-it-matters", "deep networks used to fail", """
        vanishing gradients; exploding gradients; why do early layers learn slowly; why not use sigmoid in
        hidden layers; why is relu popular; relu versus sigmoid; deep network does not train; gradient
        becomes very small"""),
    Asked(_D, "why-it-matters", "deep learning is affordable", """
        complexity of backpropagation; how long does backprop take; cost of the backward pass compared to
        forward"""),
    Asked(_P, "opening", "No weight", """
        bias term; intercept; coordinate descent; optimise one parameter at a time; tuning parameters
        separately; why change all parameters together"""),
    Asked(_P, "what-it-is", "all other variables held still", """
        what is a partial derivative; difference between derivative and partial derivative; curly d symbol;
        partial symbol meaning; treat other variables as constants; function of two variables; multivariable
        calculus; ceteris paribus"""),
    Asked(_P, "what-it-is", "all partial derivatives in one list", """
        what is the gradient; gradient vector; nabla symbol; del operator; upside down triangle; how to
        compute a gradient; size of the gradient; shape of the gradient; difference between gradient and
        derivative; gradient of a scalar function; vector of partial derivatives"""),
    Asked(_P, _CORE, "direction of steepest ascent", """
        direction of steepest descent; why does the gradient point uphill; gradient perpendicular to
        contour; level curves; geometric meaning of the gradient; length of the gradient; norm of the
        gradient; directional derivative; does the gradient point to the minimum"""),
    Asked(_P, _CORE, "predicts small changes", """
        linear approximation; first order approximation; total differential; how much does the loss change;
        estimate a change; taylor first order"""),
    Asked(_P, _CORE, "means level ground", """
        critical point; stationary point; saddle point; gradient equal to zero; is it a minimum or a
        maximum; second derivative test; what happens where the gradient is zero; does zero gradient mean we
        are done"""),
    Asked(_P, _CORE, "twice the error", """
        gradient of linear regression; gradient of mean squared error; derivative of squared error with
        respect to the weight; derivative with respect to the bias; worked gradient example"""),
    Asked(_P, "why-it-matters", "it explains models", """
        feature importance; feature impact; sensitivity analysis; interpret coefficients; explainability;
        effect of one input on the output; marginal effect; how does a feature affect the prediction; what
        does a coefficient mean"""),
    Asked(_P, "why-it-matters", "Every trained parameter", """
        why are partial derivatives important; why do we need gradients in training; use of partial
        derivatives in ml"""),
    Asked(_G, "opening", "first network", """
        loss is nan; loss becomes infinite; loss explodes; loss increases during training; training
        diverges; loss goes up; nan loss debugging; why is my loss not decreasing"""),
    Asked(_G, "what-it-is", "one line, repeated", """
        what is gradient descent; gradient descent algorithm; update rule; weight update formula; how are
        weights updated; explain gradient descent simply; steepest descent; why subtract the gradient; how
        does an optimizer work"""),
    Asked(_G, "what-it-is", "learning rate", """
        what is the learning rate; what is eta; what is alpha; step size meaning; hyperparameter; why are
        steps smaller near the minimum"""),
    Asked(_G, _CORE, "rate decides everything", """
        learning rate too high; learning rate too low; how to choose a learning rate; effect of the learning
        rate; good learning rate; tune the learning rate; why does training diverge; convergence of gradient
        descent"""),
    Asked(_G, _CORE, "Stop when", """
        when to stop training; stopping criterion; convergence criterion; how many iterations; how many
        epochs are enough; tolerance"""),
    Asked(_G, _CORE, "SGD: use a few", """
        what is sgd; difference between batch stochastic and mini batch gradient descent; what is a mini
        batch"""),
    Asked(_G, _CORE, "multiplies", """
        why does gradient descent oscillate; zigzag; overshoot the minimum; bounce back and forth; what
        learning rate is the limit; maximum learning rate; convergence condition; Lipschitz constant; step
        size bound"""),
    Asked(_G, _CORE, "curvature of", """
        feature scaling; normalise inputs; why scale features; condition number; ill conditioned; narrow
        valley; elongated contours; second derivative and learning rate; curvature"""),
    Asked(_G, _CORE, "lower than everything near it", """
        local minimum versus global minimum; stuck in a local minimum; does gradient descent find the best
        solution; multiple minima; initialisation; different starting points; random restarts; non convex"""),
    Asked(_G, _CORE, "Less than it sounds", """
        convex function; are neural networks convex; is logistic regression convex; are local minima a
        problem in deep learning; try several starts; random initialization"""),
    Asked(_G, _CORE, "random handful", """
        stochastic gradient descent explained; why mini batches; why does sgd work; what is an epoch; batch
        versus epoch; what is a batch; why not use all the data; unbiased gradient; large datasets"""),
    Asked(_G, _CORE, "comes near its best place", """
        batch size effect; how to choose the batch size; why is sgd noisy; learning rate decay; learning
        rate schedule; noise in sgd; lower the learning rate; does sgd converge; small batch versus large
        batch"""),
    Asked(_G, "why-it-matters", "nearly every model", """
        adam optimizer; momentum; rmsprop; which optimizer; variants of gradient descent; other optimizers;
        improve gradient descent"""),
    Asked(_G, "why-this-is-enough", "part of calculus that training uses", """
        how much math do I need; is this enough calculus for machine learning; do I need to know more; what
        did I learn; what should I learn next; prerequisites for deep learning"""),
    Asked(_G, "why-this-is-enough", "What you have not seen", """
        do I need integrals; what was left out; what is missing from this course; what comes after this
        course"""),
    Asked(_R, "functions", "takes a number", """
        what is a function; function notation; input and output; what does f(x) mean; evaluate a function"""),
    Asked(_R, "functions", "nested", """
        composition of functions; f of g of x; equation of a line; slope intercept"""),
    Asked(_R, "exp-and-log", "grows in proportion", """
        euler number; what is the number e; exponential function; rules of exponents; exponential growth"""),
    Asked(_R, "exp-and-log", "inverse", """
        what is a logarithm; natural log; log rules; log of a product; why log likelihood; why take logs;
        log loss"""),
    Asked(_R, "exp-and-log", "squeezes any number", """
        what is the sigmoid; logistic function; turn a score into a probability; squash between zero and one"""),
    Asked(_R, "sums", "add up", """
        sigma notation; summation symbol; big sigma; what is the mean; average; index of a sum"""),
    Asked(_R, "vectors", "list of numbers", """
        what is a vector; dot product; inner product; add vectors; multiply vectors; scalar product;
        features as vectors"""),
    Asked(_R, "vectors", "at right angles", """
        length of a vector; norm of a vector; euclidean distance; orthogonal vectors; perpendicular;
        magnitude; pythagoras"""),
    Asked(_R, "matrices", "rectangle", """
        what is a matrix; matrix multiplication; multiply matrices; shapes of matrices; matrix vector
        product; transpose; dimension mismatch; rows and columns"""),
    *(Asked(*row) for row in ALSO),
)  # fmt: skip
