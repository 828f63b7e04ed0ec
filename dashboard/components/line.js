const SETTLING = 1000;  // milliseconds for which the row may still be given its place
const HEADER = 64;      // pixels that stay covered
const opened = new Map();

// Whoever goes on from the foot of a part begins the next one at its top.
const begin = (line) => {
  const top = document.querySelector(`.st-key-${line}`)?.getBoundingClientRect().top ?? HEADER;
  if (top < HEADER) document.querySelector("[data-testid=stMain]").scrollBy(0, top - HEADER);
};

export default function ({ data }) {
  const turned = ![undefined, data.chosen].includes(opened.get(data.line));
  opened.set(data.line, data.chosen);
  let found = 0;
  const middle = () => {  // a slow computer draws the row later than this script runs
    const line = document.querySelector(`.st-key-${data.line} [role=radiogroup]`);
    const chosen = line?.querySelector("[aria-checked=true]");
    if (!chosen) return;
    found ||= Date.now();
    if (Date.now() - found > SETTLING) stop();
    if (turned) begin(data.line);
    const [all, one] = [line, chosen].map((part) => part.getBoundingClientRect());
    line.scrollLeft += one.left + one.width / 2 - all.left - all.width / 2;
  };
  const timer = setInterval(middle, 100);
  const touched = ["wheel", "pointerdown", "keydown"];  // whoever moves it is left alone
  const stop = () => {
    clearInterval(timer);
    touched.forEach((event) => window.removeEventListener(event, stop));
  };
  touched.forEach((event) => window.addEventListener(event, stop, { passive: true }));
  return stop;
}
