const done = new Set();

export default function ({ data }) {
  if (!data.once || done.has(data.once)) return;
  done.add(data.once);
  const timer = setTimeout(() => {
    const place = document.querySelector(`.st-key-${data.part}`);
    const main = document.querySelector("[data-testid=stMain]");
    if (!place || !main) return;
    const { top, bottom } = place.getBoundingClientRect();
    const above = bottom < 0.3 * window.innerHeight;
    if (!above && top < 0.5 * window.innerHeight) return;          // already in sight
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    main.scrollBy({ top: top - 0.22 * window.innerHeight, behavior: calm ? "auto" : "smooth" });
  }, 150);
  return () => clearTimeout(timer);
}
