/** Blocks that become tabs: without script they simply follow one another. Each has a button that copies it. */

import { html, freshId, set } from "../plot/svg";
import { announce } from "../plot/announce";

let chosen = ""; // the last tab chosen by hand stays chosen when the content is replaced

export class Tabs extends HTMLElement {
  connectedCallback(): void {
    if (this.classList.contains("live")) return;
    const panels = [...this.querySelectorAll<HTMLElement>(":scope > [data-tab]")];
    if (panels.length === 0) return;
    const list = html("div", { role: "tablist", "aria-label": "Formats" });
    const tabs = panels.map((panel) => {
      const name = panel.dataset.tab ?? "";
      const id = freshId("tab");
      panel.id = `${id}-panel`;
      set(panel, { role: "tabpanel", "aria-labelledby": id });
      const tab = html("button", { type: "button", role: "tab", id, "aria-controls": panel.id }, name);
      tab.addEventListener("click", () => { chosen = name; show(name); });
      panel.append(copyButton(panel));
      return tab;
    });
    const show = (name: string): void => {
      panels.forEach((panel, k) => {
        const on = panel.dataset.tab === name;
        panel.hidden = !on;
        set(tabs[k], { "aria-selected": String(on), tabindex: on ? 0 : -1 });
      });
    };
    list.addEventListener("keydown", (event) => {
      const now = tabs.indexOf(document.activeElement as HTMLButtonElement);
      const next = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: tabs.length - 1 }[event.key];
      if (next === undefined || now < 0) return;
      event.preventDefault();
      const tab = tabs[(next + tabs.length) % tabs.length];
      tab.click();
      tab.focus();
    });
    list.append(...tabs);
    this.prepend(list);
    this.classList.add("live");
    show(panels.some((panel) => panel.dataset.tab === chosen) ? chosen : (panels[0].dataset.tab ?? ""));
  }
}

function copyButton(panel: HTMLElement): HTMLButtonElement {
  const node = html("button", { type: "button", class: "button small copy" }, "Copy");
  node.addEventListener("click", () => {
    const text = panel.querySelector("code")?.textContent ?? "";
    navigator.clipboard.writeText(text).then(
      () => { node.textContent = "Copied"; announce("Copied"); window.setTimeout(() => { node.textContent = "Copy"; }, 1500); },
      () => { node.textContent = "Press Ctrl+C"; getSelection()?.selectAllChildren(panel.querySelector("code")!); },
    );
  });
  return node;
}
