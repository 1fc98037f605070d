/** Where a learner is in a lesson: the contents follow, and the server remembers the section. */

const SETTLED = 1500; // milliseconds on a section before it counts as read

export function followLesson(): void {
  const lesson = document.querySelector<HTMLElement>("[data-lesson]");
  if (!lesson) return;
  const sections = [...lesson.querySelectorAll<HTMLElement>("article > section")];
  const links = new Map([...lesson.querySelectorAll<HTMLAnchorElement>(".contents ol a")].map((link) => [link.hash.slice(1), link]));
  let timer = 0;
  let told = "";
  const seen = new Set<Element>();
  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) seen.add(entry.target); else seen.delete(entry.target);
    const now = sections.filter((section) => seen.has(section)).at(-1);
    if (!now) return;
    for (const [slug, link] of links) {
      if (slug === now.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      const section = now.id || "opening";
      if (section === told) return;
      told = section;
      void fetch(`/lessons/${lesson.dataset.lesson}/place`, { method: "POST", body: new URLSearchParams({ section }), keepalive: true }).catch(() => undefined);
    }, SETTLED);
  }, { rootMargin: "-20% 0px -55% 0px" });
  for (const section of sections) observer.observe(section);
}
