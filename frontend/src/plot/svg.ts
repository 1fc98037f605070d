/** Small words for making SVG and HTML nodes, never from text. */

const NS = "http://www.w3.org/2000/svg";
type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

export function svg<K extends keyof SVGElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: (Node | string)[]): SVGElementTagNameMap[K] {
  const node = document.createElementNS(NS, tag);
  set(node, attributes);
  node.append(...children);
  return node;
}

/** A sentence in which what stands between backticks is set as code. */
export function sentence(text: string): (Node | string)[] {
  return text.split("`").map((part, k) => (k % 2 ? html("code", {}, part) : part));
}

export function html<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: (Node | string)[]): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  set(node, attributes);
  node.append(...children);
  return node;
}

export function set(node: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) node.removeAttribute(name);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
}

let count = 0;
/** An id that no other part of the page has. */
export const freshId = (name: string): string => `${name}-${++count}`;
