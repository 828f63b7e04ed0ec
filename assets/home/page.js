// What follows runs behind ONNX Runtime Web in one module: `ort` is defined above.
const facts = JSON.parse(document.getElementById("facts").textContent);
const $ = (id) => document.getElementById(id);
const LONGEST = 1024; // pixels of the longer side that are looked at, as in the Lab
const BITS = 22; // of the weights that mix pixels
let language = facts.language;
let last = null; // the newest answer: {probabilities, heat, size, ms}
let chosen = 0; // the class whose heat map is shown

// -- words -------------------------------------------------------------------------------------

const say = (key, values = {}) =>
  facts.texts[language][key].replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

function speak(to) {
  language = to;
  document.documentElement.lang = to;
  document.title = say("title");
  for (const one of document.querySelectorAll("[data-say]")) one.textContent = say(one.dataset.say);
  for (const one of document.querySelectorAll("[data-language]"))
    one.setAttribute("aria-pressed", String(one.dataset.language === to));
  for (const one of document.querySelectorAll("[data-card]")) one.hidden = one.dataset.card !== to;
  state(told.key, told.wrong);
  if (last) show();
}

let told = { key: "loading", wrong: false };
function state(key, wrong = false) {
  told = { key, wrong };
  $("state").textContent = key ? say(key) : "";
  $("state").classList.toggle("wrong", wrong);
}

// -- pixels ------------------------------------------------------------------------------------

// The weights of each new pixel over a row of old ones: triangles as wide as a new pixel, in whole
// numbers, as Pillow computes them.
function weights(from, to) {
  const scale = from / to, wide = Math.max(scale, 1), out = [];
  for (let k = 0; k < to; k++) {
    const centre = (k + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - wide + 0.5));
    const end = Math.min(from, Math.trunc(centre + wide + 0.5));
    const row = [];
    for (let x = first; x < end; x++)
      row.push(Math.max(0, 1 - Math.abs((x - centre + 0.5) / wide)));
    const sum = row.reduce((a, b) => a + b, 0) || 1;
    out.push({ first, row: row.map((w) => Math.trunc(0.5 + (w / sum) * 2 ** BITS)) });
  }
  return out;
}

// One direction of scaling: `lines` rows of `from` pixels to rows of `to`; steps in bytes.
function scaled(data, lines, from, to, step, line, outStep, outLine, out) {
  const table = weights(from, to), half = 2 ** (BITS - 1);
  for (let y = 0; y < lines; y++)
    for (let k = 0; k < to; k++) {
      const { first, row } = table[k];
      for (let c = 0; c < 3; c++) {
        let sum = half, at = y * line + first * step + c;
        for (let i = 0; i < row.length; i++, at += step) sum += row[i] * data[at];
        out[y * outLine + k * outStep + c] = Math.min(255, Math.max(0, Math.floor(sum / 2 ** BITS)));
      }
    }
  return out;
}

// RGB bytes [h, w, 3] in another size, bilinear and antialiased: first along rows, then columns.
function resized(data, w, h, toW, toH) {
  if (toW !== w)
    data = scaled(data, h, w, toW, 3, 3 * w, 3, 3 * toW, new Uint8Array(3 * toW * h));
  if (toH !== h)
    data = scaled(data, toW, h, toH, 3 * toW, 3, 3 * toW, 3, new Uint8Array(3 * toW * toH));
  return data;
}

// The centre square of a photo, [size, size, 3], as the Lab makes it.
function square(source, w, h, size) {
  const canvas = document.createElement("canvas");
  const little = Math.min(1, Math.sqrt(16e6 / (w * h))); // more is refused by some phones
  canvas.width = w = Math.max(1, Math.round(w * little));
  canvas.height = h = Math.max(1, Math.round(h * little));
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.fillStyle = "white"; // behind what is transparent
  pen.fillRect(0, 0, w, h);
  pen.drawImage(source, 0, 0, w, h);
  const rgba = pen.getImageData(0, 0, w, h).data;
  let data = new Uint8Array(3 * w * h);
  for (let i = 0, k = 0; k < data.length; i += 4)
    for (let c = 0; c < 3; c++) data[k++] = rgba[i + c];
  const share = Math.min(1, LONGEST / Math.max(w, h));
  if (share < 1) {
    const toW = Math.max(1, Math.round(w * share)), toH = Math.max(1, Math.round(h * share));
    data = resized(data, w, h, toW, toH);
    [w, h] = [toW, toH];
  }
  const side = Math.min(w, h), left = (w - side) >> 1, top = (h - side) >> 1;
  const cut = new Uint8Array(3 * side * side);
  for (let y = 0; y < side; y++) {
    const from = 3 * ((top + y) * w + left);
    cut.set(data.subarray(from, from + 3 * side), 3 * side * y);
  }
  return resized(cut, side, side, size, size);
}

// -- the network -------------------------------------------------------------------------------

async function unpacked(id) {
  const bytes = Uint8Array.from(atob($(id).textContent), (one) => one.charCodeAt(0));
  $(id).textContent = "";
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

async function load() {
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmBinary = await unpacked("machine");
  const model = new Uint8Array(await unpacked("model"));
  return ort.InferenceSession.create(model, { executionProviders: ["wasm"] });
}

async function ask(source, w, h) {
  const network = await session, size = facts.size;
  const pixels = square(source, w, h, size);
  const began = performance.now();
  const photo = new ort.Tensor("float32", Float32Array.from(pixels), [1, size, size, 3]);
  const out = await network.run({ photo });
  const heat = out.heat ? { data: out.heat.data, shape: out.heat.dims.slice(2) } : null;
  const ms = performance.now() - began;
  return { probabilities: Array.from(out.probabilities.data), heat, pixels, ms };
}

// What the network says of a picture file.
async function answer(blob) {
  const bitmap = await createImageBitmap(blob);
  try {
    return await ask(bitmap, bitmap.width, bitmap.height);
  } finally {
    bitmap.close();
  }
}

// -- what is shown -----------------------------------------------------------------------------

const percent = (share) => `${(100 * share).toFixed(1)}%`;
const best = (shares) => shares.indexOf(Math.max(...shares));

function show() {
  const { probabilities, ms } = last, names = facts.classes[language];
  $("result").hidden = false;
  $("answer").textContent = `${names[best(probabilities)]} ${percent(Math.max(...probabilities))}`;
  const order = probabilities.map((_, k) => k).sort((a, b) => probabilities[b] - probabilities[a]);
  $("bars").replaceChildren(...order.slice(0, 10).map((k) => {
    const item = document.createElement("li"), bar = document.createElement("button");
    const name = document.createElement("span"), share = document.createElement("b");
    const line = document.createElement("i");
    bar.type = "button";
    name.textContent = names[k];
    share.textContent = percent(probabilities[k]);
    line.style.width = percent(probabilities[k]);
    bar.append(name, share, line);
    if (last.heat) bar.setAttribute("aria-pressed", String(k === chosen));
    bar.addEventListener("click", () => { chosen = k; show(); });
    item.append(bar);
    return item;
  }));
  $("took").textContent = say("took", { ms: ms.toFixed(0) });
  draw();
}

function draw() {
  const { pixels, heat } = last, size = facts.size;
  const shown = new ImageData(size, size);
  for (let i = 0, k = 0; k < pixels.length; i += 4) {
    for (let c = 0; c < 3; c++) shown.data[i + c] = pixels[k++];
    shown.data[i + 3] = 255;
  }
  $("photo").width = $("photo").height = $("heat").width = $("heat").height = size;
  $("photo").getContext("2d").putImageData(shown, 0, 0);
  $("switch").hidden = $("tap").hidden = !heat;
  $("heat").hidden = !heat || !$("shown").checked;
  $("heated").textContent = "";
  if (!heat) return;
  const [h, w] = heat.shape, map = heat.data.slice(chosen * h * w, (chosen + 1) * h * w);
  const most = Math.max(...map), small = document.createElement("canvas");
  const name = facts.classes[language][chosen];
  $("heated").textContent = say(most > 0 ? "heated" : "flat", { name });
  [small.width, small.height] = [w, h];
  const colours = new ImageData(w, h);
  map.forEach((one, k) => colours.data.set([255, 72, 0, most > 0 ? (190 * one) / most : 0], 4 * k));
  small.getContext("2d").putImageData(colours, 0, 0);
  const pen = $("heat").getContext("2d");
  pen.imageSmoothingQuality = "high";
  pen.drawImage(small, 0, 0, size, size);
}

async function look(asked) {
  state("looking");
  try {
    last = await asked();
  } catch (error) {
    console.error(error);
    state(failed ? "old" : "unreadable", true);
    return;
  }
  chosen = best(last.probabilities);
  state("");
  show();
  $("result").scrollIntoView({ block: "nearest" });
}

// -- photos in ---------------------------------------------------------------------------------

$("file").addEventListener("change", (event) => {
  const [file] = event.target.files;
  if (file) look(() => answer(file));
  event.target.value = "";
});
for (const kind of ["dragenter", "dragover", "dragleave", "drop"])
  document.addEventListener(kind, (event) => {
    event.preventDefault();
    $("give").classList.toggle("over", kind === "dragenter" || kind === "dragover");
    const file = kind === "drop" && event.dataTransfer.files[0];
    if (file) look(() => answer(file));
  });

let film = null;
function stop() {
  for (const track of film ? film.getTracks() : []) track.stop();
  film = null;
  $("live").hidden = true;
}
$("camera").hidden = !navigator.mediaDevices?.getUserMedia;
$("camera").addEventListener("click", async () => {
  if (film) return stop();
  try {
    film = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    return state("blind", true);
  }
  state("");
  $("live").hidden = false;
  $("video").srcObject = film;
  await $("video").play();
});
$("take").addEventListener("click", async () => {
  const video = $("video");
  await look(() => ask(video, video.videoWidth, video.videoHeight));
  stop();
});

$("shown").addEventListener("change", draw);
for (const one of document.querySelectorAll("[data-language]"))
  one.addEventListener("click", () => speak(one.dataset.language));

let failed = false;
speak(navigator.language?.startsWith("ja") ? "ja" : facts.language);
const session = load();
session.then(() => state("ready"), (error) => {
  console.error(error);
  failed = true;
  state("old", true);
});
window.answer = answer; // for those who want to ask about many photos
