export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".compare");
  const find = (part) => root.querySelector(part);
  const slider = find("input"), button = find("button");
  for (const side of ["before", "after"]) {
    const source = "data:image/png;base64," + data[side];
    if (find("." + side).src !== source) find("." + side).src = source;
    find("." + side).alt = data.words[side];
  }
  find(".left").textContent = data.words.before;
  find(".right").textContent = data.words.after;
  button.textContent = data.words.hold;
  slider.setAttribute("aria-label", data.words.slide);
  const place = () => root.style.setProperty("--at", slider.value + "%");
  slider.oninput = place;
  place();
  const hold = (held) => () => root.classList.toggle("held", held);
  button.onpointerdown = hold(true);
  button.onpointerup = button.onpointerleave = button.onpointercancel = button.onblur = hold(false);
  button.onkeydown = (event) => { if (event.key === " " || event.key === "Enter") hold(true)(); };
  button.onkeyup = hold(false);
  root.style.visibility = "";
}
