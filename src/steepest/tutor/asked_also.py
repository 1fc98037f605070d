"""More wordings that lead to a place, gathered from how people put such questions in courses, forums and interviews."""

from __future__ import annotations

_W, _D, _P, _G, _R = "why-calculus", "derivatives", "partial-derivatives-and-gradient", "gradient-descent", "refresher"
_CORE = "the-20-you-need-to-know"

# lesson, section, words of the piece (as in `asked`), wordings
ALSO: tuple[tuple[str, str, str, str], ...] = (
    (_W, "opening", "wrong every time", """
        how do you measure how wrong a prediction is; why are the errors squared; why average the squared errors;
        why not use the absolute error; turning mistakes into a number; difference between prediction and truth;
        how does a model know it is wrong; what is the loss of a regression model"""),
    (_W, "what-it-is", "Learning is optimisation", """
        what happens when a model trains; is learning just minimizing a function; what are we optimizing; goal of
        training; adjustable numbers of a model; tuning the knobs of a model; learning as optimization; what is
        meant by fitting parameters; what does a neural network learn; in what sense does a machine learn; what
        are trainable parameters; what are weights"""),
    (_W, "what-it-is", "study of how an output changes", """
        what is calculus in simple words; why do machine learning engineers need calculus; how does calculus help
        machine learning; what role does calculus play in neural networks; calculus for ai; math behind machine
        learning; is calculus necessary for data science; how small changes of the input affect the output; what
        is the purpose of derivatives in machine learning; where is differentiation used in neural networks"""),
    (_W, _CORE, "turns “wrong” into one number", """
        inputs of the loss function; are the data constants during training; which quantity varies in training;
        loss as a function of the parameters; what depends on what in training"""),
    (_W, _CORE, "derivative of the loss is its slope", """
        what does dL/dw mean; what does the derivative of the loss with respect to a weight tell; slope of the
        loss function; interpret the gradient of the loss for one weight; how does the loss respond to a weight"""),
    (_W, _CORE, "sign is the direction", """
        should the weight increase or decrease; gradient is negative what now; derivative is positive which way;
        what is the sign of the slope good for; raise or lower the parameter; which way to adjust a weight;
        downhill is against the slope"""),
    (_W, _CORE, "size says how much", """
        what does the steepness tell; what does the absolute value of the derivative say; which parameter matters
        most; slope is almost zero; large slope versus small slope; how strongly does the loss depend on a
        parameter"""),
    (_W, _CORE, "Repeat. Step against", """
        step measure step again; training loop; repeat until the loss is low; iterative improvement of parameters"""),
    (_W, "why-it-matters", "Could we not just try", """
        why not just try all values; could one simply try values; why not try random weights; random guessing of
        parameters; test every combination; how many trials would
        be needed; why does exhaustive search fail; trial and error instead of derivatives; too many parameters to
        try; search all parameter values; why not just evaluate the loss everywhere; is brute force feasible"""),
    (_W, "why-it-matters", "million slopes", """
        why is training large models possible; how come big models can be trained; why derivatives make training
        feasible; could one train without derivatives; gradient free training; what would happen without calculus;
        cost of all slopes; efficiency of gradient methods"""),
    (_D, "what-it-is", "Take two points", """
        what is a derivative really; meaning of derivative in plain words; how is the derivative defined; why let
        h go to zero; why take a limit; what does h approaching zero mean; slope between two points; average
        versus instantaneous; from secant to tangent; how can there be a slope at one point; what does the
        derivative measure; geometric meaning of the derivative; speed at an instant; notation d over dx; what is
        a limit in calculus; rise over run; slope of a curve"""),
    (_D, "what-it-is", "remains", """
        why is the slope of x squared two x; prove the derivative of x squared; where does 2x come from;
        derivative gives the slope at every point; is f prime a function; derivative at a point versus derivative
        function; compute a derivative from the limit by hand"""),
    (_D, "what-it-is", "height of the orange curve", """
        graph of the derivative; relation between the graph of f and the graph of its derivative; where the
        derivative crosses zero; turning points; sketch the derivative; maximum and minimum of a curve have slope
        zero"""),
    (_D, _CORE, "exponent comes down", """
        how to differentiate powers; rule for x^n; what happens to the exponent; derivative of square root with
        the power rule; negative exponents"""),
    (_D, _CORE, "in words: its own slope", """
        why is the derivative of e^x the same; function equal to its own derivative; e^x unchanged by
        differentiation"""),
    (_D, _CORE, "ever flatter", """
        why is the derivative of ln x one over x; slope of the log; log derivative"""),
    (_D, _CORE, "steepest in the middle", """
        where is the sigmoid steepest; maximum slope of the sigmoid; largest value of the sigmoid derivative;
        sigmoid times one minus sigmoid; how to write the derivative of sigmoid in terms of itself; why is it at
        most a quarter"""),
    (_D, _CORE, "four times as steep", """
        derivative of tanh; tanh derivative in terms of tanh; slope of the hyperbolic tangent; tanh versus sigmoid
        slope"""),
    (_D, _CORE, "Two of them may be new", """
        what is tanh; what is relu; define relu; definition of tanh; formula of tanh; what does relu do to negative
        numbers; what does relu stand for"""),
    (_D, _CORE, "a quarter earlier", """
        slope of a sine wave; which derivative has the sine; is the derivative of sine a wave"""),
    (_D, _CORE, "A neuron multiplies", """
        what is a neuron; what is a layer; what is an activation; what is a target; what is a neural network
        made of"""),
    (_D, "what-it-is", "the run. Read", """
        how do I read the limit; what does h mean; notation for derivatives; how is a derivative written; what does
        with respect to mean; leibniz notation"""),
    (_D, _CORE, "it has a corner", """
        what is the gradient of relu at 0; how can relu be used if it is not differentiable; where does a
        derivative not exist; function with no derivative at a point; sharp corner; absolute value at zero; not
        differentiable where; what do programs use at the kink"""),
    (_D, _CORE, "Eight derivatives", """
        what derivatives do I need to know for machine learning; derivatives to learn by heart; derivative table;
        derivatives of activation functions; basic differentiation formulas; most important derivatives"""),
    (_D, _CORE, "Sums and constant factors", """
        why does the constant vanish; why is the derivative of a number zero; derivative term by term; constants
        in front; differentiate a polynomial; is differentiation linear"""),
    (_D, _CORE, "each factor has its turn", """
        derivative of a product; why is it not the product of the derivatives; multiply two functions and
        differentiate; f times g derivative; when to use the product rule"""),
    (_D, _CORE, "outside at the inside, times", """
        chain rule in one line; state the chain rule; what is the chain rule; derivative of f of g of x; inside
        derivative; when to apply the chain rule; chain rule versus product rule"""),
    (_D, _CORE, "Think of gears", """
        why multiply the derivatives in the chain rule; understanding the chain rule; chain rule analogy; rates
        multiply; why does the chain rule work; chain rule for beginners; function inside another function;
        differentiate nested functions; peel the layers of a function"""),
    (_D, _CORE, "Nested deeper", """
        chain rule with three functions; several nested functions; triple composition; chain rule more than twice"""),
    (_D, _CORE, "outermost", """
        how do networks learn from their errors; how does the error travel back; which weight is to blame for the
        error; credit assignment; how does a hidden layer get its gradient; what does backpropagation compute; who
        invented the backward computation; is backprop only the chain rule; why store intermediate values; why
        keep the activations; memory of the forward pass; difference between backpropagation and gradient descent;
        layers learn from the loss; what does autograd do; how does loss.backward work; why go from the output to
        the input"""),
    (_D, _CORE, "Forward, the numbers are", """
        backprop with numbers; compute the gradient of one neuron; what if a value is used twice; gradients of
        several branches are added; node with two outputs; a variable that feeds two places; upstream gradient
        times local gradient; step by step backpropagation; simple network by hand"""),
    (_D, "why-it-matters", "deep networks used to fail", """
        why do the first layers not learn; gradients shrink layer by layer; gradient gets smaller in earlier
        layers; product of many small numbers; saturated sigmoid; saturation of neurons; advantage of relu; why
        relu helps; why not sigmoid in deep networks; why were deep networks hard to train; dying gradients;
        multiply many slopes below one; what causes vanishing gradients; how to fix vanishing gradients; early
        layers train slowly"""),
    (_D, "why-it-matters", "deep learning is affordable", """
        is backprop expensive; backward pass twice the forward pass; why backprop is efficient; time needed for
        the gradient; number of operations of the backward pass; why reverse mode for many parameters"""),
    (_P, "opening", "No weight", """
        what does the bias do; why does a linear model need a bias; what is the intercept for; adjust one knob at
        a time; why change all weights at once; optimising one variable at a time is slow; alternate between
        parameters; zigzag between two knobs; update simultaneously versus one after the other; tune w and then b"""),
    (_P, "what-it-is", "all other variables held still", """
        how do I take a partial derivative; why can I treat y as a constant; keep the other variable fixed;
        meaning of the curly d; what is ∂; why a different d; d versus partial; ordinary versus partial
        derivative; slope along one axis; derivative in several variables; example of a partial derivative;
        derivative of a function of two variables"""),
    (_P, "what-it-is", "surface cut twice", """
        visualize a partial derivative; slice of a surface; picture of a partial derivative; geometric meaning of
        partial derivatives; cut through a surface; cross section"""),
    (_P, "what-it-is", "all partial derivatives in one list", """
        is the gradient a vector; what are the components of the gradient; how many entries has the gradient;
        gradient versus derivative; gradient versus partial derivative; is the gradient a number; what does the
        del symbol mean; gradient of a function of several variables; definition of the gradient; gradient of a
        million parameters; collect the partial derivatives"""),
    (_P, _CORE, "direction of steepest ascent", """
        where does the gradient point; why is the gradient the steepest direction; direction of fastest increase;
        greatest rate of increase; why is the gradient normal to level curves; gradient at right angles to contour
        lines; what does the magnitude of the gradient mean; what does the size of the gradient vector tell; does
        the negative gradient lead straight to the minimum; does minus the gradient aim at the bottom; which
        direction is downhill; geometric interpretation of the gradient; intuition of the gradient; slope in the
        steepest direction"""),
    (_P, _CORE, "arrows are gradients", """
        read a contour plot; arrows on contours; when does the gradient point at the minimum; circular contours
        versus elliptical contours; gradient field picture"""),
    (_P, _CORE, "predicts small changes", """
        by how much does the function change; effect of changing two inputs a little; approximate the change with
        the gradient; sum of slope times change; total change from several variables; small step changes the loss
        by; how to estimate the new loss; linearization; change both parameters slightly"""),
    (_P, _CORE, "means level ground", """
        what does a zero gradient mean; gradient vanishes at a point; all partial derivatives are zero; how to
        tell a minimum from a saddle; is every flat point a minimum; minimum maximum or saddle; flat in every
        direction; what is a saddle; why is a stationary point not always a minimum"""),
    (_P, _CORE, "twice the error", """
        gradient of the mse; derive the gradient for linear regression; derivative of the loss with respect to w
        and b; where does the 2 come from; where does the x come from in the gradient; gradient by hand; partial
        derivative of the squared error; why multiply the error by the input"""),
    (_P, "why-it-matters", "it explains models", """
        how does one feature influence the output; all else equal; what if one input changes by one unit;
        importance of an input; how sensitive is the output to an input; interpreting a model with derivatives;
        explain a prediction; influence of a variable on the result; which feature matters"""),
    (_P, "why-it-matters", "Every trained parameter", """
        why are gradients important; importance of partial derivatives for neural networks; why a separate slope
        for each weight; how are millions of weights adjusted at once"""),
    (_G, "opening", "first network", """
        my loss is nan; loss goes to infinity; loss keeps increasing; loss explodes after a few steps; cost goes
        up every iteration; training is unstable; why is my model diverging; weights become huge; numbers
        overflow; loss suddenly nan; network does not learn loss increases"""),
    (_G, "what-it-is", "one line, repeated", """
        what is gradient descent in simple words; how does gradient descent work; gradient descent formula; update
        equation; how do we update the weights; why subtract and not add; why the minus sign; move against the
        gradient; how does the model improve its parameters; iterative optimization algorithm; walking down a
        hill; ball rolling downhill; find the bottom of a function step by step; explain gradient descent to a
        child; what does an optimizer step do"""),
    (_G, "what-it-is", "learning rate", """
        what's a learning rate;
        what does the learning rate do; meaning of alpha; role of eta; how large is a step; how far to move; why
        do steps get smaller by themselves; step length depends on the slope; slows down near the minimum; is the
        step size constant; learning rate times gradient"""),
    (_G, _CORE, "new parameter = old parameter", """
        weight update formula; gradient descent rule; write the update rule; new weight from old weight"""),
    (_G, _CORE, "rate decides everything", """
        learning rate is too large; learning rate is too small; what is a good learning rate; how do I pick the
        step size; safe learning rate; best learning rate; set the learning rate; symptoms of a bad learning rate;
        training is slow; loss decreases very slowly; how high can the learning rate be; importance of the
        learning rate; is a bigger learning rate better; what if the step size is wrong"""),
    (_G, _CORE, "lowest. On a bowl", """
        does gradient descent find the lowest point; is the result always the best; bowl shaped loss; one bottom
        only"""),
    (_G, _CORE, "Stop when", """
        when is training finished; how to know that gradient descent has converged; when to stop gradient descent;
        how many steps are enough; loss no longer improves; termination; detect convergence; number of iterations
        needed"""),
    (_G, _CORE, "SGD: use a few", """
        stochastic versus batch; use only part of the data; types of gradient descent; variants batch mini batch
        stochastic"""),
    (_G, _CORE, "multiplies", """
        why does a large learning rate diverge; why does the loss go up and down; bouncing between the sides; jump
        over the minimum; steps get bigger and bigger; largest learning rate that still converges; maximal step
        size; prove that gradient descent converges on a parabola; factor of each step; when does gradient descent
        converge; what step size reaches the minimum in one step; condition for convergence; oscillating loss"""),
    (_G, _CORE, "curvature of", """
        how does curvature limit the learning rate; second derivative and step size; steep valley small steps; why
        normalize the inputs; features on different scales; unscaled features slow; why standardize the data; ill
        conditioned problem; ravine; stretched contours"""),
    (_G, _CORE, "lower than everything near it", """
        difference between local and global minimum; can gradient descent get stuck; trapped in a valley; does the
        starting point matter; effect of initialization; why do different runs give different results; will I
        always reach the lowest point; several valleys; multiple local minima; how to escape a local minimum;
        settle in a bad minimum"""),
    (_G, _CORE, "Less than it sounds", """
        what is a convex loss; why is convexity useful; is the loss of linear regression convex; are deep networks
        convex; are local minima bad in practice; are local minima a problem; saddles in high dimensions; how to
        avoid local minima; noise helps to escape; random restarts; why does deep learning work although it is not
        convex"""),
    (_G, _CORE, "random handful", """
        why use mini batches; what is the advantage of stochastic gradient descent; why not compute the full
        gradient; one example at a time; random subset of the data; what is an epoch; one pass through the data;
        difference between epoch and iteration; epoch versus batch versus step; huge data sets; on average the
        right direction; why is it called stochastic; shuffle the data; online learning one sample"""),
    (_G, _CORE, "comes near its best place", """
        how does batch size affect training; small batches are noisy; large batches are smooth; why does sgd not
        settle; does sgd reach the exact minimum; jitter around the minimum; why decrease the learning rate over
        time; learning rate schedule; decay the step size; anneal; noise of the gradient estimate; trembling near
        the end; loss curve is noisy"""),
    (_G, "why-it-matters", "nearly every model", """
        what is momentum; what is adam; difference between sgd and adam; better optimizers; adaptive learning rate
        methods; what do modern optimizers change; optimizers beyond gradient descent; is gradient descent used in
        language models; how are large models trained; why is gradient descent so popular; why does training fail"""),
    (_G, "why-this-is-enough", "part of calculus that training uses", """
        how much calculus is needed for machine learning; what calculus do I need; which mathematics should I
        learn first; do I need more math; summary of what was learned; is this all the calculus for deep learning"""),
    (_G, "why-this-is-enough", "What you have not seen", """
        what next after this course; where to go from here; what to study next; what does this course leave out;
        are integrals needed in machine learning; which topics come later"""),
    (_R, "functions", "takes a number", """
        what is f(x); what does f of x mean; domain and value of a function; plug a number into a function;
        function basics"""),
    (_R, "functions", "nested", """
        what does f(g(x)) mean; inside and outside function; composite function meaning; slope of a straight line;
        what is m in mx plus b; order of applying functions"""),
    (_R, "exp-and-log", "grows in proportion", """
        what is e; why is e 2.718; where does e come from; properties of exponentials; e to the zero; what does
        exp mean"""),
    (_R, "exp-and-log", "inverse", """
        what is ln; rules for logarithms; log of a power; log of a product is a sum; why use the log of
        probabilities; why is there a log in the loss; log of a negative number; difference between log and ln;
        turn products into sums"""),
    (_R, "exp-and-log", "squeezes any number", """
        sigmoid function formula; what does the sigmoid do; map any number to a probability; output between 0 and
        1; s shaped curve; why use the sigmoid for probabilities; range of the sigmoid"""),
    (_R, "sums", "add up", """
        what does the big sigma mean; how to read summation notation; capital sigma; sum from i equals 1 to n; how
        to compute a mean; add terms for each index"""),
    (_R, "sums", "term by term", """
        derivative of a sum; differentiate under the sum sign; slope of a mean is the mean of the slopes"""),
    (_R, "vectors", "list of numbers", """
        how to compute a dot product; what is the dot product used for; add two vectors; multiply a vector by a
        number; weights times features; vector of features; meaning of the dot product"""),
    (_R, "vectors", "at right angles", """
        how long is a vector; magnitude of a vector; when are two vectors perpendicular; dot product zero;
        euclidean length; norm"""),
    (_R, "matrices", "rectangle", """
        how to multiply a matrix by a vector; when can two matrices be multiplied; shape of a matrix product; what
        does transpose mean; rows times columns; why do the inner dimensions have to agree; matrix dimensions;
        what does X w mean; design matrix; shape mismatch error"""),
)  # fmt: skip
