const done = new Set();
const HEADER = 64;                                                 // pixels that stay covered

export default function ({ data }) {
  if (!data.once || done.has(data.once)) return;
  done.add(data.once);
  const timer = setTimeout(() => {
    const place = document.querySelector(`.st-key-${data.part}`);
    const main = document.querySelector("[data-testid=stMain]");
    if (!place || !main) return;
    const { top, bottom, height } = place.getBoundingClientRect();
    const page = window.innerHeight, free = page - HEADER - height;
    const above = bottom < 0.3 * page || (top < HEADER - 8 && free > 0);  // or cut, and need not be
    const below = top > (bottom > page ? 0.3 : 0.5) * page;
    if (!above && !below) return;                                  // already in sight
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const room = HEADER + Math.max(0, Math.min(0.22 * page - HEADER, free));
    main.scrollBy({ top: top - room, behavior: calm ? "auto" : "smooth" });
  }, 150);
  return () => clearTimeout(timer);
}
