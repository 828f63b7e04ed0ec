async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {                                        // an address without https: the old way
    const field = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
}

export default function ({ data, parentElement }) {
  const place = parentElement.querySelector(".copier");
  const button = place.querySelector("button");
  button.textContent = data.label;
  button.onclick = async () => {
    await copy(data.text);
    button.textContent = data.done;
  };
  place.style.visibility = "";
}
