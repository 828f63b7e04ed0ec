const SIDE = 288, PAUSE = 200;  // pixels a side; milliseconds between two photos

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".cam");
  const view = root.querySelector(".view"), video = root.querySelector("video");
  const start = root.querySelector(".start"), trouble = root.querySelector(".trouble");
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE;
  let timer = null;

  const live = () => view.classList.contains("on");
  const shut = () => {
    (video.srcObject ? video.srcObject.getTracks() : []).forEach((track) => track.stop());
    video.srcObject = null;
  };
  start.textContent = data.words.start;
  if (!video.srcObject) view.className = "view off";
  start.onclick = async () => {
    trouble.textContent = "";
    if (!navigator.mediaDevices) { trouble.textContent = data.words.insecure; return; }
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia(
        { video: { width: 640, height: 480, facingMode: "user" }, audio: false });
      await video.play();
      view.className = "view on";
      root.querySelectorAll(".hold").forEach((b) => { b.disabled = b.dataset.full === "1"; });
    } catch (error) {
      trouble.textContent = error.name === "NotAllowedError" ? data.words.refused
        : data.words.missing;
    }
  };

  const photo = () => {
    const side = Math.min(video.videoWidth, video.videoHeight);
    canvas.getContext("2d").drawImage(video, (video.videoWidth - side) / 2,
      (video.videoHeight - side) / 2, side, side, 0, 0, SIDE, SIDE);
    return canvas.toDataURL("image/jpeg", 0.85);
  };
  const image = (source) => {
    const one = document.createElement("img");
    one.alt = "";
    one.src = source;
    return one;
  };

  const rows = data.classes.map((entry) => {
    const row = document.createElement("div");
    row.className = "row";
    row.innerHTML = '<div><div class="name"></div><div class="count"></div></div>' +
      '<div class="photos"></div><div class="does"><button type="button" class="hold"></button>' +
      '<button type="button" class="last"></button>' +
      '<button type="button" class="all"></button></div>';
    const part = (name) => row.querySelector(name);
    const photos = part(".photos"), hold = part(".hold");
    const count = (n) => { part(".count").textContent = data.words.count.replace("#", n); };
    part(".name").textContent = entry.name;
    photos.append(...entry.photos.map(image));
    count(entry.count);
    hold.textContent = data.words.hold;
    hold.setAttribute("aria-label", `${data.words.hold}: ${entry.name}`);
    hold.dataset.full = entry.count >= data.most ? "1" : "";
    hold.disabled = !live() || entry.count >= data.most;
    let taken = [];
    const take = () => {
      if (entry.count + taken.length >= data.most) { end(); return; }
      taken.push(photo());
      photos.prepend(image(taken[taken.length - 1]));
      while (photos.children.length > data.shown) photos.lastChild.remove();
      count(entry.count + taken.length);
    };
    const begin = (event) => {
      if (hold.disabled || timer !== null) return;
      if (event.pointerId !== undefined) hold.setPointerCapture(event.pointerId);
      event.preventDefault();
      hold.focus();
      view.classList.add("live");
      take();
      timer = setInterval(take, PAUSE);
    };
    const end = () => {
      if (timer === null) return;
      clearInterval(timer);
      timer = null;
      view.classList.remove("live");
      if (taken.length) setTriggerValue("recorded", { name: entry.name, photos: taken });
      taken = [];
    };
    hold.onpointerdown = begin;
    hold.onpointerup = hold.onpointercancel = hold.onblur = end;
    hold.onkeydown = (event) => { if (event.key === " " && !event.repeat) begin(event); };
    hold.onkeyup = (event) => { if (event.key === " ") end(); };
    for (const [name, many] of [["last", 1], ["all", data.most]]) {
      const button = part(`.${name}`);
      button.textContent = data.words[name];
      button.disabled = !entry.count;
      button.onclick = () => setTriggerValue("dropped", { name: entry.name, count: many });
    }
    return row;
  });
  root.querySelector(".rows").replaceChildren(...rows);
  root.style.visibility = "";
  return () => {  // also before every new drawing: the camera goes off only with the page
    if (timer !== null) clearInterval(timer);
    setTimeout(() => { if (!root.isConnected) shut(); }, 500);
  };
}
