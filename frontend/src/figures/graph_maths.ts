/** The computation graph as data: values forward, derivatives backward, and where each node is drawn. */

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

export interface Place { readonly layer: number; readonly row: number }

/** Layers by the longest way from a leaf; a leaf stands just before its first use; rows follow the inputs' rows. */
export function layout(graph: Graph): { readonly places: readonly Place[]; readonly layers: number; readonly rows: number } {
  const { nodes } = graph;
  const layer = nodes.map(() => 0);
  nodes.forEach((node, k) => { if (node.inputs.length) layer[k] = 1 + Math.max(...node.inputs.map((i) => layer[i])); });
  nodes.forEach((node, k) => {
    if (node.inputs.length) return;
    const users = nodes.flatMap((other, j) => (other.inputs.includes(k) ? [layer[j]] : []));
    if (users.length) layer[k] = Math.min(...users) - 1;
  });
  const layers = Math.max(...layer) + 1;
  const members = Array.from({ length: layers }, (_, l) => nodes.flatMap((_, k) => (layer[k] === l ? [k] : [])));
  const rows = Math.max(...members.map((m) => m.length));
  const row = nodes.map(() => 0);
  for (const group of members) {
    const wish = (k: number): number => {
      const placed = nodes[k].inputs.map((i) => row[i]);
      return placed.length ? placed.reduce((a, b) => a + b, 0) / placed.length : group.indexOf(k);
    };
    const order = [...group].sort((a, b) => wish(a) - wish(b));
    order.forEach((k, i) => { row[k] = i + (rows - group.length) / 2; });
  }
  return { places: nodes.map((_, k) => ({ layer: layer[k], row: row[k] })), layers, rows };
}
