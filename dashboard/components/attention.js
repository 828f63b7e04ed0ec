// A modal dialog on top of everything: nothing behind it can be reached, and what runs goes on.
const NAME = "tll-attention";

export default function ({ data }) {
  let shown = document.getElementById(NAME);
  if (!data.words) { shown?.close(); shown?.remove(); return; }
  if (!shown) {
    shown = document.createElement("dialog");
    shown.id = NAME;
    shown.addEventListener("cancel", (event) => event.preventDefault());
    const style = document.createElement("style"), box = document.createElement("div");
    style.textContent = data.css;
    box.append(document.createElement("h2"), document.createElement("p"));
    shown.append(style, box);
    document.body.append(shown);
  }
  shown.querySelector("h2").textContent = data.words;               // text, whatever was typed
  shown.querySelector("p").textContent = data.below;
  shown.setAttribute("aria-label", data.words);
  if (!shown.open) shown.showModal();
}
