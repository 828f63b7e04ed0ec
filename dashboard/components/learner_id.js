export default function ({ data, setStateValue }) {
  const valid = /^[0-9a-f]{32}$/;
  let id = data.current;
  try {
    const kept = window.localStorage.getItem(data.name);
    if (!data.replace && valid.test(kept || "")) id = kept;
    else window.localStorage.setItem(data.name, id);
  } catch (blocked) { /* private window without storage: the id lives as long as the page */ }
  if (id !== data.current) setStateValue("id", id);
}
