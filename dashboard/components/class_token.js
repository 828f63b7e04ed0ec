const told = new Set();

export default function ({ data, setStateValue }) {
  let kept = "";
  try {
    if (data.keep) window.localStorage.setItem(data.name, data.keep);
    else if (data.drop) window.localStorage.removeItem(data.name);
    kept = window.localStorage.getItem(data.name) || "";
  } catch (blocked) { /* without storage one is a member as long as the page is open */ }
  if (data.keep || data.drop || told.has(data.asked)) return;
  told.add(data.asked);
  setStateValue("answer", { kept, asked: data.asked });            // to each session once
}
