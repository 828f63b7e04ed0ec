const played = new Set();
const [REPLAY, END] = [0, 1];                     // the chart's buttons, in this order
// Drawn anew in mid-replay, Plotly forgets its timer: it would go on after the chart is gone, and
// fail in every frame.  So the timers are kept here.
const timers = new Set();
const halt = () => timers.forEach((timer) => {
  cancelAnimationFrame(timer._animationRaf);
  timer._animationRaf = null;
  timer._frameQueue.length = 0;
  timers.delete(timer);
});

export default function ({ data }) {
  const chart = `.st-key-${data.chart}`;
  const press = (which) => document.querySelectorAll(`${chart} .updatemenu-button`)[which]
    ?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  let tries = 0;
  const waiting = setInterval(() => {
    const plot = document.querySelector(`${chart} .js-plotly-plot`);
    const ready = plot?.on && plot.querySelector(".updatemenu-button");
    if (ready || ++tries > 40) clearInterval(waiting);
    if (!ready) return;
    plot.on("plotly_animating", () => timers.add(plot._transitionData));
    plot.on("plotly_animated", () => timers.delete(plot._transitionData));
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (!calm && !played.has(data.once)) press(REPLAY);
    played.add(data.once);
  }, 100);
  const interrupt = (event) => {
    const button = event.target.closest?.("button, a");
    const inside = event.target.closest?.(chart);
    if (!timers.size || !(button || inside)) return;
    halt();
    if (!inside) press(END);                      // the chart may stay: show it whole
  };
  document.addEventListener("pointerdown", interrupt, true);
  document.addEventListener("keydown", interrupt, true);
  return () => {
    clearInterval(waiting);
    if (!document.querySelector(chart)) halt();
    document.removeEventListener("pointerdown", interrupt, true);
    document.removeEventListener("keydown", interrupt, true);
  };
}
