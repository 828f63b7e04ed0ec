const memory = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  const find = (selector) => parentElement.querySelector(selector);
  const strip = find(".strip"), stage = find(".stage"), handle = find(".handle");
  const drawing = find(".drawing"), tip = find(".tip");
  const own = memory.get(parentElement) || { dragging: false, timer: null, waiting: false };
  memory.set(parentElement, own);

  for (const [name, colour] of Object.entries(data.palette))
    strip.style.setProperty("--" + name, colour);
  if (own.svg !== data.svg) { drawing.innerHTML = data.svg; own.svg = data.svg; }
  const blocks = [...drawing.querySelectorAll(".block")];
  const count = blocks.length, slots = count + data.head_width;
  const icon = (path, filled) => `<svg viewBox="0 0 16 16"><path d="${path}" ` + (filled
    ? 'fill="currentColor"/></svg>'
    : 'fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"/></svg>');

  const show = (boundary) => {
    own.boundary = boundary;
    const state = data.states[boundary];
    blocks.forEach((block, index) => {
      const frozen = index < boundary;
      const colour = frozen ? data.palette.frozen : data.palette.trainable;
      block.querySelectorAll("rect").forEach((rect) => rect.setAttribute("fill", colour));
      block.querySelector(".ice").setAttribute("visibility", frozen ? "visible" : "hidden");
      block.querySelector(".fire").setAttribute("visibility", frozen ? "hidden" : "visible");
    });
    handle.style.left = (100 * boundary / slots) + "%";
    handle.setAttribute("role", "slider");  // once it has a name and a value
    handle.setAttribute("aria-valuemin", 0);
    handle.setAttribute("aria-valuemax", count);
    handle.setAttribute("aria-valuenow", boundary);
    handle.setAttribute("aria-valuetext", state.spoken);
    handle.setAttribute("aria-label", data.label);
    const put = (selector, path, filled, text) => {
      const place = find(selector);
      place.innerHTML = text ? icon(path, filled) : "";
      place.append(text);
    };
    put(".cold", data.icons.ice, false, state.cold);
    put(".warm", data.icons.fire, true, state.warm);
    const read = find(".read");
    read.replaceChildren();
    state.read.forEach(([strong, text]) => {
      const part = document.createElement(strong ? "b" : "span");
      part.textContent = text;
      read.append(part);
    });
  };
  const point = (index) => {
    blocks.forEach((block, i) => block.classList.toggle("near", i === index));
    tip.textContent = index >= 0 && index < count ? data.blocks[index]
      : index >= count ? data.head : data.hint;
  };
  const place = (event) => {
    const box = stage.getBoundingClientRect();
    return (event.clientX - box.left) / box.width * slots;
  };
  const clamp = (value) => Math.max(0, Math.min(count, value));
  const report = () => {
    clearTimeout(own.timer);
    own.waiting = false;
    if (own.boundary !== own.reported) {
      own.reported = own.boundary;
      setTriggerValue("moved", own.boundary);
    }
  };

  if (!own.dragging && !own.waiting) {
    own.reported = data.boundary;
    show(data.boundary);
    point(-1);
  }

  stage.onpointerdown = (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    try { stage.setPointerCapture(event.pointerId); } catch (gone) { /* pointer already up */ }
    own.dragging = true;
    strip.classList.add("dragging");
    handle.focus({ preventScroll: true });
    show(clamp(Math.round(place(event))));
  };
  stage.onpointermove = (event) => {
    if (own.dragging) {
      show(clamp(Math.round(place(event))));
      tip.textContent = data.states[own.boundary].spoken;
    } else point(Math.floor(place(event)));
  };
  stage.onpointerup = stage.onpointercancel = () => {
    if (!own.dragging) return;
    own.dragging = false;
    strip.classList.remove("dragging");
    report();
  };
  stage.onpointerleave = () => { if (!own.dragging) point(-1); };
  handle.onfocus = () => { tip.textContent = data.states[own.boundary].spoken; };
  handle.onblur = () => { point(-1); if (own.waiting) report(); };
  handle.onkeydown = (event) => {
    const page = Math.max(2, Math.round(count / 5));
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1,
      PageDown: -page, PageUp: page, Home: -count, End: count }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    show(clamp(own.boundary + step));
    tip.textContent = data.states[own.boundary].spoken;
    own.waiting = true;               // several presses are one move
    clearTimeout(own.timer);
    own.timer = setTimeout(report, 400);
  };
  strip.style.visibility = "";
  return () => clearTimeout(own.timer);
}
