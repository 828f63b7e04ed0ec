export default function ({ data }) {
  const timer = setTimeout(() => {
    const line = document.querySelector(`.st-key-${data.line} [role=radiogroup]`);
    const chosen = line?.querySelector("[aria-checked=true]");
    if (!chosen) return;
    const [all, one] = [line, chosen].map((part) => part.getBoundingClientRect());
    line.scrollLeft += one.left + one.width / 2 - all.left - all.width / 2;
  }, 100);
  return () => clearTimeout(timer);
}
