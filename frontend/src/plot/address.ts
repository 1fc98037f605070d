/** What a person set up lives in the address: a link is a saved experiment. */

let pending: Record<string, string | null> = {};
let timer = 0;
let fresh = false; // the next change is a place of its own in the history

/** Merge these into the query of the address (null removes), without a history entry for every pixel of a drag. */
export function remember(values: Readonly<Record<string, string | null>>): void {
  pending = { ...pending, ...values };
  window.clearTimeout(timer);
  timer = window.setTimeout(write, 250);
}

/** What is remembered from now on belongs to another experiment: the way back leads to the one before. */
export function visit(): void {
  write();
  fresh = true;
}

function write(): void {
  window.clearTimeout(timer);
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(pending)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  pending = {};
  const text = query.toString();
  if (text === new URLSearchParams(location.search).toString()) return;
  const address = location.pathname + (text ? `?${text}` : "") + location.hash;
  if (fresh) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
  fresh = false;
}

export function recalled(name: string): string | null {
  return new URLSearchParams(location.search).get(name);
}

export function recalledNumber(name: string): number | null {
  const text = recalled(name);
  const value = text === null || text.trim() === "" ? NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}
