const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// The nearest part in a direction; what lies straight ahead before what lies askew.
const towards = (from, all, [x, y]) => {
  const middle = (part) => {
    const box = part.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  };
  const [left, top] = middle(from);
  let found = null, least = Infinity;
  for (const part of all) {
    const [across, down] = middle(part).map((at, axis) => at - [left, top][axis]);
    const ahead = across * x + down * y, askew = Math.abs(across * y) + Math.abs(down * x);
    if (ahead > 1 && ahead + 3 * askew < least) [found, least] = [part, ahead + 3 * askew];
  }
  return found;
};

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".pick");
  const parts = () => [...root.querySelectorAll("[data-pick]")];
  const focused = root.getRootNode().activeElement;
  const at = parts().indexOf(focused);            // -1: the focus is elsewhere
  if (root.dataset.shown !== data.html) {
    root.innerHTML = data.html;
    root.dataset.shown = data.html;
  }
  const all = parts();
  // A picture with buttons in it is a group of them: what is in an image cannot be reached.
  root.querySelectorAll("svg[role=img]:has([data-pick])").forEach((one) => {
    one.setAttribute("role", "group");
  });
  const of = (id) => all.find((part) => part.dataset.pick === id);
  // One part takes Tab, the arrow keys go on from there: a picture is one stop, not a hundred.
  const rove = (part) => all.forEach((one) => { one.tabIndex = one === part ? 0 : -1; });
  all.forEach((part) => {
    part.setAttribute("role", "button");
    if (data.chosen !== null) {
      part.setAttribute("aria-pressed", String(part.dataset.pick === data.chosen));
    }
    part.onfocus = () => { root.dataset.current = part.dataset.pick; rove(part); };
    part.onclick = () => { part.focus(); setTriggerValue("picked", part.dataset.pick); };
    part.onkeydown = (event) => {
      const go = event.key === "Home" ? all[0] : event.key === "End" ? all[all.length - 1]
        : ARROWS[event.key] ? towards(part, all, ARROWS[event.key]) : null;
      if (go) go.focus();
      if (event.key === "Enter" || event.key === " ") part.onclick();
      else if (!ARROWS[event.key] && !go) return;
      event.preventDefault();
    };
  });
  // What another control has chosen comes into sight.
  if (root.dataset.chosen && data.chosen && root.dataset.chosen !== data.chosen) {
    of(data.chosen)?.scrollIntoView({ block: "nearest" });
  }
  root.dataset.chosen = data.chosen ?? "";
  const current = of(root.dataset.current);
  rove(current ?? all.find((part) => part.getAttribute("aria-pressed") === "true") ?? all[0]);
  // Drawn anew, the picture keeps the focus where it was; a part that is gone hands it on.
  if (at >= 0 && !focused.isConnected) {
    (current ?? all[Math.min(at, all.length - 1)])?.focus({ preventScroll: true });
  }
}
