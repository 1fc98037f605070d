/** The elementwise functions a program may call: plain numbers in, plain numbers out. */

export type Unary = (x: number) => number;
export type Binary = (a: number, b: number) => number;

const SQRT_2_PI = Math.sqrt(2 * Math.PI);

export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const e = Math.exp(x);
  return e / (1 + e);
}

export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** erfc for x ≥ 2, by its continued fraction (Abramowitz and Stegun 7.1.14), evaluated from the tail. */
function erfcTail(x: number): number {
  let t = x;
  for (let k = 60; k > 0; k--) t = x + k / 2 / t;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / t;
}

/** erf for |x| < 2, by the series with positive terms (Abramowitz and Stegun 7.1.6). */
function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < 60 && Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

export function erf(x: number): number {
  if (x !== x) return x;
  if (Math.abs(x) < 2) return erfSeries(x);
  return x > 0 ? 1 - erfcTail(x) : erfcTail(-x) - 1;
}

export function erfc(x: number): number {
  if (x !== x) return x;
  if (Math.abs(x) < 2) return 1 - erfSeries(x);
  return x > 0 ? erfcTail(x) : 2 - erfcTail(-x);
}

export function normalCdf(x: number): number {
  return erfc(-x / Math.SQRT2) / 2;
}

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** log|Γ(x)|, by Lanczos' approximation (g = 7, nine terms). */
export function lgamma(x: number): number {
  if (x <= 0 && Number.isInteger(x)) return Infinity;
  if (x < 0.5) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - lgamma(1 - x);
  const z = x - 1;
  let sum = LANCZOS[0];
  for (let k = 1; k < LANCZOS.length; k++) sum += LANCZOS[k] / (z + k);
  const t = z + 7.5;
  return Math.log(SQRT_2_PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

export function gamma(x: number): number {
  if (x <= 0 && Number.isInteger(x)) return NaN;
  if (x < 0.5) return Math.PI / (Math.sin(Math.PI * x) * gamma(1 - x));
  return Math.exp(lgamma(x));
}

/** The derivative of log Γ: recurrence up to 10, then the asymptotic series. */
export function digamma(x: number): number {
  if (x <= 0 && Number.isInteger(x)) return NaN;
  if (x < 0) return digamma(1 - x) - Math.PI / Math.tan(Math.PI * x);
  let shift = 0;
  let y = x;
  for (; y < 10; y++) shift -= 1 / y;
  const r = 1 / (y * y);
  const series = r * (1 / 12 - r * (1 / 120 - r * (1 / 252 - r * (1 / 240 - r / 132))));
  return shift + Math.log(y) - 0.5 / y - series;
}

export function trigamma(x: number): number {
  if (x <= 0 && Number.isInteger(x)) return Infinity;
  if (x < 0) return (Math.PI / Math.sin(Math.PI * x)) ** 2 - trigamma(1 - x);
  let sum = 0;
  let y = x;
  for (; y < 20; y++) sum += 1 / (y * y);
  const r = 1 / (y * y);
  return sum + 1 / y + r / 2 + (r / y) * (1 / 6 - r * (1 / 30 - r * (1 / 42 - r / 30)));
}

const SELU_SCALE = 1.0507009873554805;
const SELU_ALPHA = 1.6732632423543772;
const clip = (x: number, low: number, high: number): number => Math.min(Math.max(x, low), high);
const elu: Unary = (x) => (x > 0 ? x : Math.expm1(x));
const silu: Unary = (x) => x * sigmoid(x);

export const UNARY: Readonly<Record<string, Unary>> = {
  exp: Math.exp, log: Math.log, ln: Math.log, log2: Math.log2, log10: Math.log10,
  log1p: Math.log1p, expm1: Math.expm1, sqrt: Math.sqrt, cbrt: Math.cbrt, abs: Math.abs,
  sign: Math.sign, heaviside: (x) => (1 + Math.sign(x)) / 2, floor: Math.floor, ceil: Math.ceil, square: (x) => x * x, reciprocal: (x) => 1 / x,
  sin: Math.sin, cos: Math.cos, tan: Math.tan,
  sec: (x) => 1 / Math.cos(x), csc: (x) => 1 / Math.sin(x), cot: (x) => 1 / Math.tan(x),
  asin: Math.asin, acos: Math.acos, atan: Math.atan, arcsin: Math.asin, arccos: Math.acos, arctan: Math.atan,
  asec: (x) => Math.acos(1 / x), acsc: (x) => Math.asin(1 / x), acot: (x) => Math.atan(1 / x),
  arcsec: (x) => Math.acos(1 / x), arccsc: (x) => Math.asin(1 / x), arccot: (x) => Math.atan(1 / x),
  sinh: Math.sinh, cosh: Math.cosh, tanh: Math.tanh,
  sech: (x) => 1 / Math.cosh(x), csch: (x) => 1 / Math.sinh(x), coth: (x) => 1 / Math.tanh(x),
  asinh: Math.asinh, acosh: Math.acosh, atanh: Math.atanh,
  arcsinh: Math.asinh, arccosh: Math.acosh, arctanh: Math.atanh,
  asech: (x) => Math.acosh(1 / x), acsch: (x) => Math.asinh(1 / x), acoth: (x) => Math.atanh(1 / x),
  arcsech: (x) => Math.acosh(1 / x), arccsch: (x) => Math.asinh(1 / x), arccoth: (x) => Math.atanh(1 / x),
  sigmoid, log_sigmoid: (x) => -softplus(-x), softplus,
  relu: (x) => (x > 0 ? x : x !== x ? x : 0), leaky_relu: (x) => (x > 0 ? x : 0.01 * x),
  elu, celu: elu, selu: (x) => SELU_SCALE * (x > 0 ? x : SELU_ALPHA * Math.expm1(x)),
  gelu: (x) => x * normalCdf(x), silu, swish: silu, mish: (x) => x * Math.tanh(softplus(x)),
  softsign: (x) => x / (1 + Math.abs(x)), hard_tanh: (x) => clip(x, -1, 1),
  hard_sigmoid: (x) => clip(x / 6 + 0.5, 0, 1),
  erf, erfc, normal_cdf: normalCdf, normal_pdf: (x) => Math.exp((-x * x) / 2) / SQRT_2_PI,
  gamma, lgamma, digamma, trigamma,
};

export const BINARY: Readonly<Record<string, Binary>> = {
  minimum: (a, b) => Math.min(a, b), maximum: (a, b) => Math.max(a, b),
  atan2: Math.atan2, hypot: (a, b) => Math.hypot(a, b),
};
