/** Run the engine's JSON programs (docs/json-program.md) over numbers and arrays, without eval. */

import { BINARY, UNARY } from "./functions";

export type Instruction = readonly [op: string, ...operands: (number | string)[]];

export interface Program {
  readonly schema: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly code: readonly Instruction[];
}

export type Value = number | Float64Array;
export type Inputs = Readonly<Record<string, Value>>;

const SCHEMA = "steepest.program/1";
const WORDS: Readonly<Record<string, number>> = { inf: Infinity, "-inf": -Infinity, nan: NaN };

/** Check a program once, so that running it needs no checks; throws a sentence for a person who writes printers. */
export function readProgram(data: unknown): Program {
  const program = data as Program;
  if (program?.schema !== SCHEMA) throw new Error(`This page runs ${SCHEMA}, not ${String(program?.schema)}.`);
  let depth = 0;
  const written = new Set<number>();
  for (const [op, a] of program.code) {
    depth += balance(op, a);
    if (op === "let" || op === "out" || op === "load" || op === "get" || op === "const") {
      if (a === undefined) throw new Error(`"${op}" needs an operand.`);
    }
    if (op === "out") written.add(a as number);
    if (depth < 0) throw new Error(`"${op}" takes more than the stack holds.`);
  }
  if (depth !== 0) throw new Error(`The program leaves ${depth} values on the stack.`);
  if (written.size !== program.outputs.length) throw new Error("Not every output is written.");
  return program;
}

/** How many values an instruction adds to the stack. */
function balance(op: string, operand: number | string | undefined): number {
  switch (op) {
    case "const": case "load": case "get": return 1;
    case "neg": case "not": case "ipow": case "qpow": return 0;
    case "let": case "out": return -1;
    case "where": return -2;
    case "call": {
      const name = String(operand);
      if (name in UNARY) return 0;
      if (name in BINARY) return -1;
      throw new Error(`There is no function "${name}".`);
    }
    default:
      if (op in ARITHMETIC) return -1;
      throw new Error(`There is no instruction "${op}".`);
  }
}

/** One number in, one number out for each output. */
export function evaluate(program: Program, inputs: Readonly<Record<string, number>>): number[] {
  return run(program, inputs).map((value) => (typeof value === "number" ? value : value[0]));
}

/** The outputs, or only the first few, over arrays of one length; scalars among the inputs are repeated. */
export function evaluateOver(program: Program, inputs: Inputs, length: number, few = program.outputs.length): Float64Array[] {
  return run(program, inputs, few).map((value) => (typeof value === "number" ? new Float64Array(length).fill(value) : value));
}

/** What the first `few` outputs are; it ends when they are written. */
function run(program: Program, inputs: Inputs, few = program.outputs.length): Value[] {
  const stack: Value[] = [];
  const slots: Value[] = [];
  const outputs: Value[] = [];
  let missing = few;
  for (const [op, a, b] of program.code) {
    if (missing === 0) break;
    switch (op) {
      case "const": stack.push(typeof a === "number" ? a : WORDS[a]); break;
      case "load": {
        const name = program.inputs[a as number];
        const value = inputs[name];
        if (value === undefined) throw new Error(`The program needs a value for ${name}.`);
        stack.push(value);
        break;
      }
      case "let": slots[a as number] = stack.pop()!; break;
      case "get": stack.push(slots[a as number]); break;
      case "out":
        outputs[a as number] = stack.pop()!;
        if ((a as number) < few) missing--;
        break;
      case "neg": stack.push(map((x) => -x, stack.pop()!)); break;
      case "not": stack.push(map((x) => (x === 0 ? 1 : 0), stack.pop()!)); break;
      case "ipow": stack.push(integerPower(stack.pop()!, a as number)); break;
      case "qpow": stack.push(map(rationalPower(a as number, b as number), stack.pop()!)); break;
      case "where": {
        const otherwise = stack.pop()!;
        const then = stack.pop()!;
        stack.push(choose(stack.pop()!, then, otherwise));
        break;
      }
      case "call": {
        const name = a as string;
        if (name in UNARY) stack.push(map(UNARY[name], stack.pop()!));
        else {
          const right = stack.pop()!;
          stack.push(zip(BINARY[name], stack.pop()!, right));
        }
        break;
      }
      default: {
        const right = stack.pop()!;
        stack.push(zip(ARITHMETIC[op], stack.pop()!, right));
      }
    }
  }
  return outputs.slice(0, few);
}

const truth = (b: boolean): number => (b ? 1 : 0);

const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  pow: (a, b) => (a === 1 ? 1 : Math.pow(a, b)),
  lt: (a, b) => truth(a < b),
  le: (a, b) => truth(a <= b),
  gt: (a, b) => truth(a > b),
  ge: (a, b) => truth(a >= b),
  eq: (a, b) => truth(a === b),
  ne: (a, b) => truth(a !== b),
  and: (a, b) => truth(a !== 0 && b !== 0),
  or: (a, b) => truth(a !== 0 || b !== 0),
};

function map(f: (x: number) => number, a: Value): Value {
  if (typeof a === "number") return f(a);
  const out = new Float64Array(a.length);
  for (let i = 0; i < out.length; i++) out[i] = f(a[i]);
  return out;
}

function zip(f: (a: number, b: number) => number, a: Value, b: Value): Value {
  if (typeof a === "number") {
    if (typeof b === "number") return f(a, b);
    const out = new Float64Array(b.length);
    for (let i = 0; i < out.length; i++) out[i] = f(a, b[i]);
    return out;
  }
  const out = new Float64Array(a.length);
  if (typeof b === "number") for (let i = 0; i < out.length; i++) out[i] = f(a[i], b);
  else for (let i = 0; i < out.length; i++) out[i] = f(a[i], b[i]);
  return out;
}

function choose(condition: Value, then: Value, otherwise: Value): Value {
  if (typeof condition === "number") return condition !== 0 ? then : otherwise;
  const out = new Float64Array(condition.length);
  for (let i = 0; i < out.length; i++) {
    const branch = condition[i] !== 0 ? then : otherwise;
    out[i] = typeof branch === "number" ? branch : branch[i];
  }
  return out;
}

/** Small powers by multiplication: exact where the result is, and much faster than Math.pow. */
function integerPower(a: Value, n: number): Value {
  if (n === 2) return map((x) => x * x, a);
  if (n === 3) return map((x) => x * x * x, a);
  if (n === -1) return map((x) => 1 / x, a);
  return map((x) => Math.pow(x, n), a);
}

function rationalPower(p: number, q: number): (x: number) => number {
  if (q % 2 === 0) return q === 2 && p === 1 ? Math.sqrt : (x) => Math.pow(x, p / q);
  const negative = p % 2 === 0 ? 1 : -1;
  return (x) => (x < 0 ? negative * Math.pow(-x, p / q) : q === 3 && p === 1 ? Math.cbrt(x) : Math.pow(x, p / q));
}
