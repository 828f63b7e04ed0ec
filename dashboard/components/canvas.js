// Names the canvas of a library that gives it none: what is drawn on is an image with a label.
// Shrinks it to its place: the library leaves it as wide as it was made and scrolls.
const FITTING = `
  .dc-root { margin-top: 2.7rem; }                              /* room for its tools */
  .dc-container { max-width: 100%; height: auto !important;
    aspect-ratio: var(--across) / var(--down); }
  .dc-container :is(.canvas-container, canvas) { width: 100% !important;
    height: 100% !important; }
`;

const places = (root) => [
  ...(root.querySelector("canvas") ? [root] : []),
  ...[...root.querySelectorAll("*")].flatMap((one) => one.shadowRoot ? places(one.shadowRoot) : []),
];

const fit = (root, [across, down]) => {
  const container = root.querySelector(".dc-container");
  if (!container || root.querySelector("style[data-fitting]")) return;
  container.style.setProperty("--across", across);
  container.style.setProperty("--down", down);
  const style = document.createElement("style");
  style.dataset.fitting = "";
  style.textContent = FITTING;
  root.append(style);
};

export default function ({ data }) {
  const name = () => {
    const place = document.querySelector(`.st-key-${data.place}`);
    for (const root of place ? places(place) : []) {
      const found = [...root.querySelectorAll("canvas")];
      found.forEach((canvas, at) => {
        const last = at === found.length - 1;                   // the one that takes the strokes
        canvas.setAttribute("role", last ? "img" : "presentation");
        if (last) canvas.setAttribute("aria-label", data.label);
        else canvas.setAttribute("aria-hidden", "true");
      });
      fit(root, data.size);
    }
  };
  name();
  const timer = setInterval(name, 500);                         // it is drawn later, and anew
  return () => clearInterval(timer);
}
