"""Requests with a word that changes what is asked: none of them may be computed as if the word were not there."""

DANGEROUS = """
derivative of x^2 without the constant
derivative of x^2 not x^3
what is not the derivative of x^2
integral of the derivative of x^2
find the integral of f(x) = x^2 and its slope
derivative of the inverse of f(x) = x^3
derivative of f inverse where f(x) = x^3
second integral of x^2
find the implicit derivative of x^2 + y^2
implicit differentiation of x^2 y
if y depends on x, what is the derivative of x^2 y
y is a function of x; derivative of x^2 y
derivative of x^2 mod 3
derivative of 5 per cent of x
derivative of x percent
area under x^2
area below the curve y = x^2 from slope zero
limit of the derivative of 1/x
limit of sin(x)/x near zero slope
the largest slope of x^3 - x
minimum slope of x^3 - x
maximum of the derivative of x^3 - x
when is the derivative of x^2 not positive
where is the slope of x^2 at most four
for which x is the slope of x^2 at least two
minimum of x^2 subject to a constraint
minimize x^2 over positive integers
minimum of x^3 within the box
maximum of x^2 between zero and three
minimum of x^2 on the unit interval
derivative of half x^2
derivative of the halved x^2
derivative of x^2 halved
derivative of x^2 shifted right
derivative of the shifted function f(x) = x^2
derivative of x^2 reflected about the axis
derivative of x^2 doubled
derivative of the double of x^2
twice the derivative of x^2
three times the slope of f(x) = x^2
the negative gradient of x^2 + y^2
opposite of the derivative of x^2
reciprocal of the derivative of f(x) = x^2
square of the derivative of x^3
norm of the gradient of x^2 + y^2
length of the gradient of f(x, y) = x^2 + y^2 at (1, 1)
unit vector along the gradient of x^2 + y^2
directional derivative of x^2 y along the diagonal
total derivative of x^2 y
mixed partial derivative of x^2 y
logarithmic derivative of f(x) = x^2
symmetric derivative of |x|
average slope of f(x) = x^2
mean rate of change of f(x) = x^2
Taylor series of the derivative of e^x
first term of the expansion of e^x slope
linear approximation to f(x) = x^2 slope
tangent line to f(x) = x^2 with its equation
the normal to f(x) = x^2, slope please
roots of the derivative of f(x) = x^3 - x
zeros of the gradient of x^2 + y^2
critical points of the derivative f(x) = x^3
where does the derivative of f(x) = x^3 vanish
where does the slope of f(x) = x^2 equal that of the chord
derivative of the floor of x^2
derivative of the fractional part of x^2
derivative of the conjugate of x^2
derivative of the factorial of x
derivative of frobbed x^2
derivative of x^2 frobbed
derivative of the transform of f(x) = e^x
derivative of the sum of x^2 terms
product of the derivatives of x^2
why the derivative of x^2 behaves weirdly
how does the derivative of x^2 relate to area
is the derivative of f(x) = x^2 continuous
is f(x) = |x| differentiable, derivative
does the derivative of f(x) = x^2 exist everywhere
explain the meaning of the derivative of f(x) = x^2
is the gradient of x^2 + y^2 perpendicular to circles
the derivative of x^2 in degrees
derivative of sin x where x is in degrees
derivative of f(x) = x^2 if x is replaced with its root
minimum number of steps for x^2
acceleration for s(t) = t^3, derivative
derivative of x^2 multiplied with itself
derivative of x^2 added to sin
sketch the derivative of f(x) = x^2
plot the gradient of x^2 + y^2
find y when the derivative of f(x) = x^2 is known
derivative of neither x^2
derivative of x^2 unless x negative
derivative of everything except x^2
derivative of the cdf of x^2
find the antiderivative, not the derivative, of f(x) = x^2
derivative of the larger of x and x^2
slope of f(x) = x^2 compared with x
derivative of the even part of e^x
the derivative of x^2 never equals 2x
minimum of f(x) = x^2 in absolute terms
is the derivative of f(x) = x^2 increasing
the fifth derivative of f(x) = x^9
seventh derivative of x^9
nth derivative of x^9
derivative of x^2 to base ten
difference of the slopes of f(x) = x^2
derivative of f(x) = x^2 as a percentage
inverse function of f(x) = e^x, derivative
chance that the slope of f(x) = x^2 happens
sum of squares gradient x^2
derivative of f(x) = x^2 raised by banana
half the gradient of f(x, y) = x^2 + y^2
integrate the gradient of f(x, y) = x^2
differentiate x^2 implicitly
derivative of f(x) = x^2 modulo seven
derivative of f(x) = x^2 if instead x is squared
weakest slope of f(x) = x^2
zeroth derivative of f(x) = x^2
differentiate the square of f(x) = x + 1
differentiate x^2 thrice
derivative of hidden x^2
bounds for the derivative of f(x) = x^2
error of the slope of f(x) = x^2
uncertainty propagation derivative f(x) = x^2
sensitivity of the minimum of f(x) = x^2
derivative of f(x) = x^2 once x turns into sin x
the integral curve whose slope is x^2
who invented the derivative of x^2
slope of a ladder leaning on f(x) = x^2
derivative of f(x) = x^2 seen from y
slope of the mirror image of f(x) = x^2
gradient of f(x, y) = x^2 y seen along y
derivative of x^2 chained with sin
derivative of f(x) = x^2 composed with itself
minimum of f(x) = x^2 among primes
minimum of f(x) = x^2 excluding zero
maximum of f(x) = x sin x nearby
the runner-up minimum of x^4 - x^2
all the minima of x^4 - x^2 counted
gradient descent with lr 0.1 and momentum on x^2
gradient descent with lr 0.1 on x^2 backwards
gradient ascent with lr 0.1 on x^2
derivative of f(x) = x^2 smeared by noise
derivative of the logarithm of the gamma of x^2
derivative of ceil x^2
derivative of the nearest whole to x^2
the tangent of the slope of x^2
angle of the slope of f(x) = x^2 at x = 1
derivative of f(x) = x^2 treating 2 as variable
slope of f(x) = x^2 at the midpoint
slope of f(x) = x^2 everywhere else
derivative of x^2 to the left
left derivative of f(x) = |x|
right derivative of f(x) = |x| at x = 0
partial sums gradient of f(x) = x^2
weak derivative of f(x) = |x|
distributional derivative of f(x) = |x|
fractional derivative of f(x) = x^2
discrete derivative of f(x) = x^2
backward derivative of f(x) = x^2
numerical derivative of f(x) = x^2 using h = 0.1
derivative of f(x) = x^2 plugging in its derivative
gradient of f(x) = x^2 clipped
normalised gradient of f(x, y) = x^2 + y^2 at (1, 1)
gradient of f(x, y) = x^2 + y^2 at (1, 1), normalised
derivative of f(x) = x^2, then take its cosine
derivative of f(x) = x^2, squared
derivative of f(x) = x^2 and g(x) = x^3
gradient of f(x) = x^2 in polar form
""".strip().splitlines()
