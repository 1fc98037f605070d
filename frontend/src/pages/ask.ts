/** The ask box: a counter while typing, replies below one another, and the questions before it kept in mind. */

import { typeset } from "../typeset";
import { html } from "../plot/svg";

const KEPT = 4; // three that are followed up, and one to be told that it is forgotten

export class Ask extends HTMLElement {
  #earlier: string[] = [];

  connectedCallback(): void {
    const form = this.querySelector("form")!;
    const field = form.querySelector("textarea")!;
    const count = form.querySelector("#ask-count")!;
    const limit = Number(this.dataset.limit ?? 200);
    const tell = (): void => {
      const left = limit - [...field.value.trim()].length;
      count.textContent = left === limit ? `up to ${limit} characters` : left >= 0 ? `${left} left` : `${-left} too many: it will be split`;
      count.classList.toggle("over", left < 0);
    };
    field.addEventListener("input", tell);
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); form.requestSubmit(); }
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#ask(field.value.trim()).then((sent) => { if (sent) { field.value = ""; tell(); } });
    });
    this.addEventListener("click", (event) => {
      const chip = (event.target as HTMLElement).closest<HTMLAnchorElement>("a[data-ask]");
      if (!chip) return;
      event.preventDefault();
      void this.#ask(chip.dataset.ask ?? "");
    });
    tell();
  }

  async #ask(question: string): Promise<boolean> {
    if (!question) return false;
    const query = new URLSearchParams({ q: question, part: "reply" });
    const lesson = this.querySelector<HTMLInputElement>('input[name="lesson"]')?.value;
    if (lesson) query.set("lesson", lesson);
    for (const one of this.#earlier) query.append("earlier", one);
    const open = lastTouched();
    if (open) query.set("open", open);
    const log = this.querySelector(".replies")!;
    const response = await fetch(`/ask?${query}`).catch(() => null);
    if (!response || (!response.ok && response.status !== 422)) {
      log.prepend(html("p", { class: "hint" }, "This could not be sent. Try again in a moment."));
      return false;
    }
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html").querySelector(".reply");
    if (!fresh) return false;
    const reply = document.importNode(fresh, true) as HTMLElement;
    log.prepend(reply);
    typeset(reply);
    if (!reply.querySelector("a[data-ask]")) this.#earlier = [...this.#earlier, question].slice(-KEPT);
    return true;
  }
}

/** The question that is being worked on: the one touched last that has no verdict yet. */
function lastTouched(): string {
  return document.documentElement.dataset.openQuestion ?? "";
}

document.addEventListener("focusin", (event) => {
  const form = (event.target as HTMLElement).closest?.("steepest-question form");
  if (!form) return;
  const slug = form.parentElement!.id.replace(/^q-/, "");
  const seed = form.querySelector<HTMLInputElement>('input[name="seed"]')?.value ?? "0";
  document.documentElement.dataset.openQuestion = form.querySelector(".verdict.correct") ? "" : `${slug}.${seed}`;
});
