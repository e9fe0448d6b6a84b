// One picture that is alive. What is seen of it, what is searched and which box is chosen stand in the address of the
// page, so that the address is the state; the picture in the page is not changed but for its viewBox and classes.

import { boxesOf } from "./boxes.js";

const STEP = 1.25;
const MOST_ZOOM = 40;
const DRAG = 4;
const READABLE = 0.5;
const NARROW = 600;
const NEAR = 0.62;

export function enliven(frame, svg) {
  const words = JSON.parse(frame.dataset.words);
  const view = svg.parentElement;
  const keeps = "state" in frame.dataset;
  const base = svg.viewBox.baseVal;
  const whole = { x: base.x, y: base.y, w: base.width, h: base.height };
  const drawn = svg.getAttribute("viewBox");
  let seen = { ...whole };
  frame.classList.add("live");
  svg.removeAttribute("tabindex");
  const isNarrow = keeps && view.clientWidth > 0 && view.clientWidth < NARROW && view.clientWidth / whole.w < READABLE;
  const tall = Math.ceil(Math.min(whole.w, view.clientWidth || 800) * whole.h / whole.w);
  svg.style.setProperty("--tall", `${Math.max(180, isNarrow ? Math.round(Math.min(innerHeight * 0.65, whole.h * NEAR)) : tall)}px`);

  const isWhole = () => seen.w === whole.w && seen.h === whole.h && seen.x === whole.x && seen.y === whole.y;
  const show = () => {
    svg.setAttribute("viewBox", isWhole() ? drawn : `${seen.x} ${seen.y} ${seen.w} ${seen.h}`);
    frame.classList.toggle("zoomed", seen.w < whole.w);
    remember("beeld", isWhole() ? "" : [seen.x, seen.y, seen.w, seen.h].map((each) => Math.round(each)).join(","));
    boxes.unhint();
  };
  const within = () => {
    const low = { x: whole.x - seen.w / 2, y: whole.y - seen.h / 2 };
    seen.x = Math.min(Math.max(seen.x, low.x), whole.x + whole.w - seen.w / 2);
    seen.y = Math.min(Math.max(seen.y, low.y), whole.y + whole.h - seen.h / 2);
  };
  const zoom = (factor, x = seen.x + seen.w / 2, y = seen.y + seen.h / 2) => {
    const w = Math.min(whole.w, Math.max(whole.w / MOST_ZOOM, seen.w / factor));
    const scale = w / seen.w;
    seen = w === whole.w && factor < 1 ? { ...whole } : { x: x - (x - seen.x) * scale, y: y - (y - seen.y) * scale, w, h: seen.h * scale };
    show();
  };
  const pan = (dx, dy) => { seen.x += dx * seen.w; seen.y += dy * seen.h; within(); show(); };
  const reset = () => { seen = { ...whole }; show(); };
  const scale = () => Math.min(svg.clientWidth / seen.w, svg.clientHeight / seen.h);
  const bring = (box, isScrolled) => {
    const room = box.getBBox();
    if (scale() < READABLE && svg.clientWidth) {
      const w = Math.min(whole.w, svg.clientWidth, seen.w);
      seen = { x: 0, y: 0, w, h: w * seen.h / seen.w };
    }
    const margin = 20;
    const out = room.x < seen.x + margin || room.y < seen.y + margin || room.x + room.width > seen.x + seen.w - margin || room.y + room.height > seen.y + seen.h - margin;
    if (out) { seen.x = room.x + room.width / 2 - seen.w / 2; seen.y = room.y + room.height / 2 - seen.h / 2; }
    show();
    const place = box.getBoundingClientRect();
    if (isScrolled && (place.top < tools.getBoundingClientRect().bottom || place.bottom > innerHeight)) box.scrollIntoView({ block: "center" });
  };

  let waiting = 0;
  const changes = new Map();
  function remember(name, value) {
    if (!keeps || frame.getClientRects().length === 0) return;
    changes.set(name, value);
    clearTimeout(waiting);
    waiting = setTimeout(write, 150);
  }
  function write() {
    const address = new URL(location.href);
    for (const [name, value] of changes) value ? address.searchParams.set(name, value) : address.searchParams.delete(name);
    changes.clear();
    history.replaceState(history.state, "", address);
  }

  const told = document.createElement("output");
  const say = (text, values = {}) => { told.textContent = text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? ""); };
  const boxes = boxesOf(frame, svg, { words, say, bring, remember, back: () => view.focus() });

  const tools = document.createElement("div");
  tools.className = "picture-tools";
  tools.setAttribute("role", "group");
  tools.setAttribute("aria-label", words.tools);
  const group = () => { const made = document.createElement("span"); made.className = "tool-group"; tools.append(made); return made; };
  const button = (into, sign, name, act, isWord = false) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = sign;
    if (!isWord) { made.setAttribute("aria-label", name); made.title = name; }
    made.addEventListener("click", act);
    into.append(made);
    return made;
  };
  const zooming = group();
  button(zooming, "+", words.zoomIn, () => zoom(STEP));
  button(zooming, "−", words.zoomOut, () => zoom(1 / STEP));
  button(zooming, "⤢", words.whole, reset);
  const panning = group();
  button(panning, "←", words.left, () => pan(-0.2, 0));
  button(panning, "→", words.right, () => pan(0.2, 0));
  button(panning, "↑", words.up, () => pan(0, -0.2));
  button(panning, "↓", words.down, () => pan(0, 0.2));
  const searching = group();
  const search = document.createElement("input");
  search.type = "search";
  search.placeholder = words.search;
  search.setAttribute("aria-label", words.search);
  search.maxLength = 200;
  searching.append(search);
  const previous = button(searching, "‹", words.previous, () => boxes.step(-1));
  const next = button(searching, "›", words.next, () => boxes.step(1));
  const find = (text) => {
    const count = boxes.find(text);
    for (const one of [previous, next]) one.hidden = count < 2;
    say(text.trim() ? `${count} ${words.found}` : "");
    remember("zoek", text.trim());
  };
  search.addEventListener("input", () => find(search.value));
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { boxes.step(event.shiftKey ? -1 : 1); event.preventDefault(); }
    if (event.key === "Escape" && search.value) { search.value = ""; find(""); event.preventDefault(); }
  });
  const whereto = group();
  if (keeps) {
    button(whereto, words.copy, words.copy, async () => {
      write();
      try {
        await navigator.clipboard.writeText(location.href);
        say(words.copied);
      } catch {
        say(`${words.copyYourself}: ${location.href}`);
      }
    }, true);
    button(whereto, words.print, words.print, () => print(), true);
  }
  if (document.fullscreenEnabled) {
    button(whereto, words.full, words.full, () => document.fullscreenElement ? document.exitFullscreen() : frame.requestFullscreen(), true);
  }
  tools.append(told);
  frame.prepend(tools);
  const keys = document.createElement("p");
  keys.className = "picture-keys";
  keys.id = `${svg.querySelector("title")?.id || "plaat"}-toetsen`;
  keys.textContent = words.keys;
  frame.append(keys);
  view.setAttribute("aria-describedby", keys.id);
  for (const one of [previous, next]) one.hidden = true;

  const acts = {
    "+": () => zoom(STEP), "=": () => zoom(STEP), "-": () => zoom(1 / STEP), "0": reset,
    ArrowLeft: () => pan(-0.1, 0), ArrowRight: () => pan(0.1, 0), ArrowUp: () => pan(0, -0.1), ArrowDown: () => pan(0, 0.1),
    Enter: () => boxes.enter(), Escape: () => boxes.clear(),
  };
  view.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target === view ? !(event.key in acts) : !["+", "=", "-", "0"].includes(event.key)) return;
    acts[event.key]();
    event.preventDefault();
  });
  view.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    const place = at(event);
    zoom(Math.exp(-Math.max(-60, Math.min(60, event.deltaY)) / 200), place.x, place.y);
    event.preventDefault();
  }, { passive: false });

  const at = (event) => {
    const matrix = svg.getScreenCTM();
    return matrix ? new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse()) : { x: 0, y: 0 };
  };
  const fingers = new Map();
  let held = null;
  let isDragged = false;
  const spread = () => { const [a, b] = [...fingers.values()]; return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY); };
  let apart = 0;
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    if (event.isPrimary) { fingers.clear(); isDragged = false; }
    fingers.set(event.pointerId, event);
    const place = at(event);
    held = fingers.size === 1 ? { x: place.x, y: place.y, clientX: event.clientX, clientY: event.clientY } : null;
    if (fingers.size === 2) apart = spread();
  });
  svg.addEventListener("pointermove", (event) => {
    if (!fingers.has(event.pointerId)) return;
    fingers.set(event.pointerId, event);
    if (fingers.size === 2) {
      const [a, b] = [...fingers.values()];
      const place = at({ clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2 });
      if (apart > 0) zoom(spread() / apart, place.x, place.y);
      apart = spread();
      isDragged = true;
    } else if (held) {
      if (!isDragged && Math.hypot(event.clientX - held.clientX, event.clientY - held.clientY) < DRAG) return;
      if (!isDragged) { isDragged = true; svg.setPointerCapture(event.pointerId); frame.classList.add("dragged"); }
      const now = at(event);
      seen.x += held.x - now.x;
      seen.y += held.y - now.y;
      within();
      show();
    }
  });
  for (const end of ["pointerup", "pointercancel"]) {
    svg.addEventListener(end, (event) => { fingers.delete(event.pointerId); held = null; frame.classList.remove("dragged"); });
  }
  // A drag that ends on a box is no click on its link.
  svg.addEventListener("click", (event) => { if (isDragged) { event.preventDefault(); event.stopPropagation(); isDragged = false; } }, true);

  addEventListener("beforeprint", () => svg.setAttribute("viewBox", drawn));
  addEventListener("afterprint", show);

  const asked = new URL(location.href).searchParams;
  const part = keeps && view.clientWidth > 0 ? (asked.get("beeld") ?? "").split(",").map(Number) : [];
  if (part.length === 4 && part.every(Number.isFinite) && part[2] > 0 && part[3] > 0) {
    const w = Math.min(whole.w, Math.max(whole.w / MOST_ZOOM, part[2]));
    seen = { x: part[0], y: part[1], w, h: part[3] * w / part[2] };
    within();
    show();
  } else if (isNarrow) {
    const w = Math.min(whole.w, view.clientWidth / NEAR);
    seen = { x: whole.x, y: whole.y, w, h: w * svg.clientHeight / view.clientWidth };
    svg.setAttribute("viewBox", `${seen.x} ${seen.y} ${seen.w} ${seen.h}`);
    frame.classList.add("zoomed");
  }
  if (keeps && asked.get("zoek")) {
    search.value = asked.get("zoek").slice(0, 200);
    find(search.value);
    if (!asked.get("beeld") && !asked.get("kies")) boxes.step(1);
  }
  if (keeps && asked.get("kies")) boxes.choose(asked.get("kies"));
}
