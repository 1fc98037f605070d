/** One polite voice for the whole page, so that figures do not talk over each other. */

let timer = 0;

export function announce(words: string): void {
  const voice = document.getElementById("announcer");
  if (!voice) return;
  window.clearTimeout(timer);
  timer = window.setTimeout(() => { voice.textContent = words; }, 300);
}
