export default function ({ data }) {
  const url = new URL(window.location);
  if (!url.pathname.endsWith("/" + data.page) || url.searchParams.has(data.name)) return;
  url.searchParams.set(data.name, data.value);
  window.history.replaceState(window.history.state, "", url);
}
