/** The computation graph as data: values forward and derivatives backward. */

import { evaluate, readProgram, type Program } from "../program";

/** One node, as /api/v1/graph gives it; inputs come before the nodes that use them. */
export interface GraphNode {
  readonly name: string; // "x", or u₁, u₂, … for what is worked out
  readonly formula: string; // in words of its inputs: "w · x"
  readonly latex: string;
  readonly inputs: readonly number[];
  readonly value: number; // which output of the program
  readonly slopes: readonly { readonly output: number; readonly formula: string; readonly latex: string }[]; // one an input
}

export interface Graph {
  readonly text: string;
  readonly latex: string;
  readonly nodes: readonly GraphNode[];
  readonly program: Program;
}

export function readGraph(data: unknown): Graph {
  const wire = data as Graph;
  return { ...wire, program: readProgram(wire.program) };
}

/** The same graph with other names for what is worked out, in order; the last is the result. */
export function renamed(graph: Graph, names: readonly string[]): Graph {
  const worked = graph.nodes.filter((node) => node.inputs.length > 0).map((node) => node.name);
  const other = new Map(worked.flatMap((name, k) => (names[k] ? [[name, names[k]] as const] : [])));
  if (other.size === 0) return graph;
  const token = new RegExp(worked.map((name) => `${name}(?![₀-₉\\p{L}])`).join("|"), "gu");
  const call = (formula: string): string => formula.replace(token, (name) => other.get(name) ?? name);
  return { ...graph, nodes: graph.nodes.map((node) => ({ ...node, name: other.get(node.name) ?? node.name, formula: call(node.formula), slopes: node.slopes.map((slope) => ({ ...slope, formula: call(slope.formula) })) })) };
}

export interface Worked {
  readonly values: readonly number[];
  readonly local: readonly (readonly number[])[];
  readonly adjoints: readonly number[]; // ∂f/∂node
}

/** Forward: every value. Backward: each node hands its derivative, times the local slope, to its inputs; contributions add. */
export function work(graph: Graph, at: Readonly<Record<string, number>>): Worked {
  const outputs = evaluate(graph.program, at);
  const values = graph.nodes.map((node) => outputs[node.value]);
  const local = graph.nodes.map((node) => node.slopes.map((slope) => outputs[slope.output]));
  const adjoints = graph.nodes.map(() => 0);
  adjoints[adjoints.length - 1] = 1;
  for (let k = graph.nodes.length - 1; k >= 0; k--) {
    graph.nodes[k].inputs.forEach((input, i) => { adjoints[input] += adjoints[k] * local[k][i]; });
  }
  return { values, local, adjoints };
}
