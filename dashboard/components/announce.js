// The region must be there before its text changes, so it is made at the first mount and stays.
const region = () => {
  const known = document.getElementById("tll-announced");
  if (known) return known;
  const made = document.createElement("div");
  made.id = "tll-announced";
  made.setAttribute("role", "status");
  made.setAttribute("aria-live", "polite");
  Object.assign(made.style, { position: "absolute", width: "1px", height: "1px",
    overflow: "hidden", clipPath: "inset(50%)", whiteSpace: "nowrap" });
  document.body.append(made);
  return made;
};

export default function ({ data }) {
  const place = region();
  if (!data.once || place.dataset.once === data.once) return;
  place.dataset.once = data.once;
  place.textContent = data.text;
}
