export default function ({ data }) {
  const group = document.querySelector(`.st-key-${data.key}`);
  group?.setAttribute("role", "group");
  group?.setAttribute("aria-label", data.name);
}
