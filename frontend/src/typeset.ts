/** Formulas: every `.math[data-tex]` is drawn by KaTeX into the DOM; its spoken label stays on it. */

import katex from "katex";

/** Draw the formulas inside `root` that are not drawn yet. */
export function typeset(root: ParentNode): void {
  for (const node of root.querySelectorAll<HTMLElement>(".math[data-tex]:not(.typeset)")) draw(node, node.dataset.tex ?? "");
}

/** Function brackets close to their function, a thin space after d/dx, sizes as n² and n m, and indices as they are typed. */
function spaced(tex: string): string {
  return tex
    .replace(/"([a-z,]*)->([a-z]*)"/g, "\\texttt{$1}\\!\\to\\!\\texttt{$2}")
    .replace(/\b([A-Za-z]\w*)\*\1\b/g, "$1^{2}")
    .replace(/\*/g, "\\,")
    .replace(/\\left(?=[([|.\\])/g, "\\mathopen{}\\left")
    .replace(/\\right([)\]|.]|\\[a-zA-Z}|]+)/g, "\\right$1\\mathclose{}")
    .replace(/(\\frac\{(?:d|\\partial)[^{}]*(?:\{\d+\})?[^{}]*\}\{(?:d|\\partial)[^{}]*(?:\{\d+\})?\})(?!\\left)/g, "$1\\,");
}

/** Draw one formula in `node`; what was there stays when it cannot be drawn. */
export function draw(node: HTMLElement, tex: string, spoken?: string): void {
  const label = spoken ?? node.getAttribute("aria-label") ?? node.textContent ?? "";
  const inside = document.createElement("span");
  try {
    katex.render(spaced(tex), inside, { displayMode: node.classList.contains("display"), throwOnError: true, output: "html", strict: "ignore", trust: false, maxSize: 50, maxExpand: 200 });
  } catch {
    return;
  }
  inside.setAttribute("aria-hidden", "true");
  hold(inside);
  node.setAttribute("role", "math");
  if (label) node.setAttribute("aria-label", label);
  node.replaceChildren(inside);
  node.classList.add("typeset");
  reachSoon();
}

/** The last piece of a formula holds the full stop after it: a line is broken before that piece, never after it. */
function hold(formula: HTMLElement): void {
  const last = [...formula.querySelectorAll(".katex-html > .katex-base")].at(-1);
  if (!last) return;
  const held = document.createElement("span");
  held.className = "last";
  last.replaceWith(held);
  held.append(last);
}

const SCROLLS = ".math.display, .math, .formula, .prose-block table, .numbers, .code pre, .still";
let due = 0;

/** What scrolls sideways can be scrolled with keys: it is given a tab stop, and loses it when everything fits. */
export function reachSoon(): void {
  cancelAnimationFrame(due);
  due = requestAnimationFrame(() => {
    for (const node of document.querySelectorAll<HTMLElement>(SCROLLS)) {
      const hidden = getComputedStyle(node).overflowX === "visible" || node.scrollWidth <= node.clientWidth;
      if (!hidden) node.tabIndex = 0;
      else if (!node.matches("pre")) node.removeAttribute("tabindex");
      node.classList.toggle("wide", !hidden);
      more(node);
    }
  });
}

/** What goes on to the right of its box shows it: it fades there until it has been scrolled to its end. */
function more(node: HTMLElement): void {
  node.classList.toggle("more", node.classList.contains("wide") && !node.matches("pre") && node.scrollLeft + node.clientWidth < node.scrollWidth - 2);
}

document.addEventListener("scroll", (event) => { if (event.target instanceof HTMLElement && event.target.classList.contains("wide")) more(event.target); }, { capture: true, passive: true });

addEventListener("resize", reachSoon);
void document.fonts.ready.then(reachSoon);
document.fonts.addEventListener("loadingdone", reachSoon);
document.addEventListener("toggle", reachSoon, true);
