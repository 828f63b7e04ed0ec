// Names the canvas of a library that gives it none: what is drawn on is an image with a label.
const canvases = (root) => [
  ...root.querySelectorAll("canvas"),
  ...[...root.querySelectorAll("*")].flatMap((one) => one.shadowRoot ? canvases(one.shadowRoot) : []),
];

export default function ({ data }) {
  const name = () => {
    const place = document.querySelector(`.st-key-${data.place}`);
    const found = place ? canvases(place) : [];
    found.forEach((canvas, at) => {
      const last = at === found.length - 1;                     // the one that takes the strokes
      canvas.setAttribute("role", last ? "img" : "presentation");
      if (last) canvas.setAttribute("aria-label", data.label);
      else canvas.setAttribute("aria-hidden", "true");
    });
  };
  name();
  const timer = setInterval(name, 500);                         // it is drawn later, and anew
  return () => clearInterval(timer);
}
