// Adds to a picture what a page without JavaScript does not need: zoom, pan and search, by buttons, keys and pointer.
// The picture, its links and its table are there without this file.

const STEP = 1.25;
const MOST_ZOOM = 40;

for (const frame of document.querySelectorAll("[data-picture]")) {
  const svg = frame.querySelector("svg");
  if (svg && svg.viewBox.baseVal.width > 0) enliven(frame, svg);
}

function enliven(frame, svg) {
  const words = frame.dataset;
  const whole = { x: svg.viewBox.baseVal.x, y: svg.viewBox.baseVal.y, w: svg.viewBox.baseVal.width, h: svg.viewBox.baseVal.height };
  const drawn = svg.getAttribute("viewBox");
  let seen = { ...whole };
  const view = frame.querySelector(".picture-view");
  const wide = view.clientWidth || 800;
  frame.classList.add("live");
  svg.style.setProperty("--tall", `${Math.max(160, Math.ceil(Math.min(whole.w, wide) * whole.h / whole.w))}px`);

  const show = () => svg.setAttribute("viewBox", `${seen.x} ${seen.y} ${seen.w} ${seen.h}`);
  const zoom = (factor, x = seen.x + seen.w / 2, y = seen.y + seen.h / 2) => {
    const w = Math.min(whole.w, Math.max(whole.w / MOST_ZOOM, seen.w / factor));
    const scale = w / seen.w;
    seen = { x: x - (x - seen.x) * scale, y: y - (y - seen.y) * scale, w, h: seen.h * scale };
    show();
  };
  const pan = (dx, dy) => { seen.x += dx * seen.w; seen.y += dy * seen.h; show(); };
  const reset = () => { seen = { ...whole }; svg.setAttribute("viewBox", drawn); };

  const tools = document.createElement("div");
  tools.className = "picture-tools";
  tools.setAttribute("role", "group");
  tools.setAttribute("aria-label", words.tools);
  const button = (sign, name, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = sign;
    made.setAttribute("aria-label", name);
    made.title = name;
    made.addEventListener("click", act);
    tools.append(made);
  };
  button("+", words.zoomIn, () => zoom(STEP));
  button("−", words.zoomOut, () => zoom(1 / STEP));
  button("⤢", words.whole, reset);
  button("←", words.left, () => pan(-0.2, 0));
  button("→", words.right, () => pan(0.2, 0));
  button("↑", words.up, () => pan(0, -0.2));
  button("↓", words.down, () => pan(0, 0.2));
  const search = document.createElement("input");
  search.type = "search";
  search.placeholder = words.search;
  search.setAttribute("aria-label", words.search);
  const told = document.createElement("output");
  tools.append(search, told);
  frame.prepend(tools);

  const boxes = [...svg.querySelectorAll("a, svg > g")].filter((box) => box.querySelector("title"));
  search.addEventListener("input", () => {
    const wanted = search.value.trim().toLowerCase();
    let count = 0;
    for (const box of boxes) {
      const has = wanted !== "" && box.querySelector("title").textContent.toLowerCase().includes(wanted);
      box.classList.toggle("found", has);
      box.classList.toggle("faded", wanted !== "" && !has);
      count += has ? 1 : 0;
    }
    told.textContent = wanted === "" ? "" : `${count} ${words.found}`;
  });

  const keys = {
    "+": () => zoom(STEP), "=": () => zoom(STEP), "-": () => zoom(1 / STEP), "0": reset,
    ArrowLeft: () => pan(-0.1, 0), ArrowRight: () => pan(0.1, 0), ArrowUp: () => pan(0, -0.1), ArrowDown: () => pan(0, 0.1),
  };
  view.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
    keys[event.key]();
    event.preventDefault();
  });
  view.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    const place = at(event);
    zoom(event.deltaY < 0 ? STEP : 1 / STEP, place.x, place.y);
    event.preventDefault();
  }, { passive: false });

  const at = (event) => {
    const matrix = svg.getScreenCTM();
    return matrix ? new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse()) : { x: 0, y: 0 };
  };
  let held = null;
  svg.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && !event.target.closest("a")) { held = at(event); svg.setPointerCapture(event.pointerId); }
  });
  svg.addEventListener("pointermove", (event) => {
    if (!held) return;
    const now = at(event);
    seen.x += held.x - now.x;
    seen.y += held.y - now.y;
    show();
  });
  for (const end of ["pointerup", "pointercancel"]) svg.addEventListener(end, () => { held = null; });
}
