// The boxes of a picture: which are neighbours, which is chosen, which are found, and what can be done with one.

const SLOW = 140;

export function boxesOf(frame, svg, { words, say, bring, remember, back }) {
  const boxes = new Map();
  for (const node of svg.querySelectorAll("[data-box]")) boxes.set(node.dataset.box, node);
  const lines = [...svg.querySelectorAll("[data-line]")];
  const labels = new Map([...svg.querySelectorAll("[data-label]")].map((node) => [node.dataset.label, node]));
  const byKey = new Map(lines.map((line) => [line.dataset.line, line]));
  const joined = new Map();
  // A line may end in another line; it then joins the boxes at the ends of that one.
  const ends = (key, depth = 0) => {
    if (boxes.has(key)) return [key];
    const line = byKey.get(key);
    return line && depth < 4 ? [...ends(line.dataset.from, depth + 1), ...ends(line.dataset.to, depth + 1)] : [];
  };
  for (const line of lines) {
    const keys = [...ends(line.dataset.from), ...ends(line.dataset.to)];
    for (const key of keys) {
      if (!joined.has(key)) joined.set(key, { lines: new Set(), near: new Set() });
      joined.get(key).lines.add(line);
      for (const other of keys) if (other !== key) joined.get(key).near.add(other);
    }
  }
  const name = (node) => node.querySelector("title")?.textContent ?? "";
  const short = (node) => name(node).split(" · ")[0];
  for (const node of boxes.values()) if (node.localName === "g") node.setAttribute("tabindex", "-1");

  const inside = new Map();
  for (const [key, node] of boxes) {
    const around = node.dataset.in;
    if (around !== undefined) inside.set(around, [...(inside.get(around) ?? []), key]);
  }
  const lit = (key) => {
    boxes.get(key).classList.add("lit");
    for (const each of inside.get(key) ?? []) lit(each);
  };

  let chosen = null;
  const light = (key) => {
    for (const node of svg.querySelectorAll(".lit, .core")) node.classList.remove("lit", "core");
    const own = key !== null ? joined.get(key) : undefined;
    svg.classList.toggle("has-lit", own !== undefined);
    if (key !== null) boxes.get(key).classList.add("core");
    if (!own) return;
    for (const each of [key, ...own.near]) {
      lit(each);
      for (let at = boxes.get(each).dataset.in; at !== undefined && boxes.has(at); at = boxes.get(at).dataset.in) boxes.get(at).classList.add("lit");
    }
    for (const line of own.lines) {
      line.classList.add("lit");
      labels.get(line.dataset.line)?.classList.add("lit");
    }
  };
  const tell = (key) => {
    const count = joined.get(key)?.near.size ?? 0;
    say(count > 1 ? words.near : count ? words.oneNear : words.noneNear, { name: short(boxes.get(key)), count });
  };

  // The few things that can be done with a box stand beside it while it is chosen or pointed at.
  const hint = document.createElement("div");
  hint.className = "box-hint";
  hint.hidden = true;
  frame.append(hint);
  let hinted = null;
  const unhint = () => { hint.hidden = true; hinted = null; };
  const actions = (node) => {
    const found = [];
    const page = node.localName === "a" ? node.getAttribute("href") : "";
    if (page) found.push(["open", words.open, page]);
    if (page?.startsWith("/doc/") && "state" in frame.dataset) {
      const address = new URL(location.href);
      for (const gone of ["beeld", "zoek", "kies"]) address.searchParams.delete(gone);
      address.searchParams.set("rond", decodeURIComponent(page.slice(page.lastIndexOf("/") + 1)));
      if (!address.searchParams.has("stappen")) address.searchParams.set("stappen", "1");
      if (joined.has(node.dataset.box)) found.push(["only", words.only, `${address.pathname}${address.search}#plaat`]);
      else found.push(["only", words.around, `/platen/${page.slice(page.lastIndexOf("/") + 1)}?stappen=1`]);
    } else if (page?.startsWith("/doc/")) {
      found.push(["only", words.only, `/platen/${page.slice(page.lastIndexOf("/") + 1)}?stappen=1`]);
    }
    const fold = node.dataset.foldAt ? svg.querySelectorAll("[data-fold]")[Number(node.dataset.foldAt)] : null;
    if (fold) found.push(["fold", name(fold), fold.getAttribute("href")]);
    return found;
  };
  const showHint = (key) => {
    const node = boxes.get(key);
    const found = actions(node).filter(([kind]) => kind !== "open" || isTouched);
    if (!found.length) { unhint(); return; }
    hint.replaceChildren(...found.map(([, text, address]) => {
      const link = document.createElement("a");
      link.href = address;
      link.textContent = text;
      return link;
    }));
    hint.hidden = false;
    hinted = key;
    const place = node.getBoundingClientRect();
    const around = frame.getBoundingClientRect();
    const room = svg.parentElement.getBoundingClientRect();
    const left = Math.max(4, Math.min(place.left - around.left, around.width - hint.offsetWidth - 4));
    let top = place.bottom - around.top - 2;
    if (top + hint.offsetHeight > room.bottom - around.top) top = Math.max(room.top - around.top, place.top - around.top - hint.offsetHeight + 2);
    hint.style.left = `${left}px`;
    hint.style.top = `${Math.min(top, around.height - hint.offsetHeight - 4)}px`;
  };
  svg.querySelectorAll("[data-fold]").forEach((fold, index) => {
    const key = fold.dataset.fold;
    if (boxes.has(key)) boxes.get(key).dataset.foldAt = String(index);
  });

  const choose = (key, isTold = true) => {
    if (!boxes.has(key)) return;
    chosen = key;
    light(key);
    if (isTold) tell(key);
    remember("kies", key);
  };
  const clear = () => {
    const had = chosen !== null || !hint.hidden;
    chosen = null;
    light(null);
    unhint();
    remember("kies", "");
    if (had) say("");
  };

  let waiting = 0;
  let isTouched = false;
  const keyOf = (target) => target.closest?.("[data-box]")?.dataset.box ?? null;
  const later = (act) => { clearTimeout(waiting); waiting = setTimeout(act, SLOW); };
  svg.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse" || event.buttons) return;
    const key = keyOf(event.target);
    later(() => { isTouched = false; light(key ?? chosen); if (key !== null) showHint(key); else unhint(); });
  });
  svg.addEventListener("pointerleave", (event) => {
    if (event.pointerType === "mouse") later(() => { light(chosen); unhint(); });
  });
  hint.addEventListener("pointerenter", () => clearTimeout(waiting));
  hint.addEventListener("pointerleave", () => later(() => { light(chosen); unhint(); }));
  // The first tap on a box chooses it, the second follows its link.
  let kind = "mouse";
  svg.addEventListener("pointerdown", (event) => { kind = event.pointerType; });
  svg.addEventListener("click", (event) => {
    if (event.target.closest("[data-fold]")) return;
    const key = keyOf(event.target);
    if (key === null) { clear(); return; }
    if (event.shiftKey) {
      choose(key);
      event.preventDefault();
    } else if (kind !== "mouse" && event.detail > 0 && chosen !== key) {
      isTouched = true;
      choose(key);
      showHint(key);
      event.preventDefault();
    } else if (boxes.get(key).localName === "g") choose(key);
  });
  // On the frame of the picture: Chromium makes an SVG that listens for focus a stop for the tab key.
  svg.parentElement.addEventListener("focusin", (event) => {
    const key = keyOf(event.target);
    if (key === null || !event.target.matches(":focus-visible")) return;
    isTouched = false;
    choose(key);
    bring(event.target, true);
    showHint(key);
  });

  const middle = (node) => { const box = node.getBBox(); return { x: box.x + box.width / 2, y: box.y + box.height / 2 }; };
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const nearest = (from, [dx, dy], keys) => {
    const here = middle(boxes.get(from));
    let best = null;
    let least = Infinity;
    for (const key of keys) {
      if (key === from) continue;
      const there = middle(boxes.get(key));
      const along = (there.x - here.x) * dx + (there.y - here.y) * dy;
      const aside = Math.abs((there.x - here.x) * dy) + Math.abs((there.y - here.y) * dx);
      if (along > 1 && along + 2 * aside < least) { least = along + 2 * aside; best = key; }
    }
    return best;
  };
  svg.addEventListener("keydown", (event) => {
    const key = keyOf(event.target);
    if (key === null || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in ways) {
      const other = nearest(key, ways[event.key], joined.get(key)?.near ?? []) ?? nearest(key, ways[event.key], boxes.keys());
      if (other !== null) boxes.get(other).focus();
    } else if (event.key === "Escape") {
      clear();
      back();
    } else {
      const wanted = { f: "only", k: "fold" }[event.key.toLowerCase()];
      const found = wanted && actions(boxes.get(key)).find(([each]) => each === wanted);
      if (!found) return;
      location.assign(found[2]);
    }
    event.preventDefault();
  });

  let found = [];
  let now = -1;
  const find = (text) => {
    const wanted = text.trim().toLocaleLowerCase();
    found = [];
    now = -1;
    svg.classList.toggle("has-found", wanted !== "");
    const all = boxes.size ? [...boxes.values()] : [...svg.querySelectorAll("a, g")].filter((node) => node.querySelector(":scope > title"));
    for (const node of all) {
      const has = wanted !== "" && short(node).toLocaleLowerCase().includes(wanted);
      node.classList.toggle("found", has);
      node.classList.remove("now");
      node.classList.toggle("faded", wanted !== "" && !has && !boxes.size);
      if (has) found.push(node);
    }
    if (found.length === 1) step(1, false);
    return found.length;
  };
  const step = (by, isTold = true) => {
    if (!found.length) return;
    found[now]?.classList.remove("now");
    now = (now + by + found.length) % found.length;
    found[now].classList.add("now");
    bring(found[now], isTold);
    if (isTold) say(words.place, { now: now + 1, all: found.length, name: short(found[now]) });
  };

  return {
    find, step, clear, unhint,
    choose: (key) => choose(key),
    enter: () => (boxes.get(chosen) ?? boxes.values().next().value)?.focus({ preventScroll: true, focusVisible: true }),
  };
}
