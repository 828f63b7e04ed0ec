const PACE = 90;  // milliseconds a frame

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".film");
  const [slider, button] = [root.querySelector("input"), root.querySelector("button")];
  const pictures = root.querySelector(".pictures");
  const last = Math.max(...data.films.map((film) => film.frames.length)) - 1;
  let timer = null;
  const show = () => {
    const share = last ? slider.value / last : 1;
    data.films.forEach((film, place) => {
      const frame = film.frames[Math.round(share * (film.frames.length - 1))];
      const figure = pictures.children[place];
      figure.querySelector("img").src = `data:image/${frame.kind};base64,${frame.image}`;
      figure.querySelector("figcaption").textContent = frame.note;
    });
  };
  const label = (does) => {
    button.innerHTML = `<svg viewBox="0 0 16 16"><path d="${data.signs[does]}"/></svg>`;
    button.append(` ${data[does]}`);
  };
  const stop = () => {
    clearInterval(timer);
    timer = null;
    label("play");
  };
  const play = () => {
    slider.value = 0;
    show();
    label("pause");
    timer = setInterval(() => {
      slider.value = Number(slider.value) + 1;
      show();
      if (Number(slider.value) >= last) stop();
    }, PACE);
  };
  if (root.dataset.shown !== data.id) {
    root.dataset.shown = data.id;
    pictures.replaceChildren(...data.films.map((film) => {
      const figure = document.createElement("figure");
      if (film.title) {
        const title = document.createElement("div");
        title.className = "title";
        title.textContent = film.title;
        figure.append(title);
      }
      const image = document.createElement("img");
      image.alt = film.alt;
      figure.append(image, document.createElement("figcaption"));
      return figure;
    }));
    slider.max = last;
    slider.value = last;
  }
  slider.setAttribute("aria-label", data.label);
  root.querySelector(".bar").hidden = last < 1;
  root.querySelector(".bar").style.display = last < 1 ? "none" : "";
  slider.oninput = () => { stop(); show(); };
  button.onclick = () => (timer === null ? play() : stop());
  stop();
  show();
  root.style.visibility = "";
  return stop;
}
