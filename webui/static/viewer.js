// Adds to a picture what a page without JavaScript does not need: pan, zoom, search, neighbours and full screen.
// The picture, its links, its forms and its table are there without this file.

import { enliven } from "./picture.js";

for (const frame of document.querySelectorAll("[data-picture]")) {
  const svg = frame.querySelector("svg");
  if (svg && svg.viewBox.baseVal.width > 0) enliven(frame, svg);
}

// A form leaves out of the address what is not filled in.
for (const form of document.querySelectorAll("form.wishes")) {
  form.addEventListener("formdata", (event) => {
    for (const name of new Set([...event.formData.keys()])) {
      const full = event.formData.getAll(name).filter(Boolean);
      event.formData.delete(name);
      full.forEach((value) => event.formData.append(name, value));
    }
    if (!event.formData.get("rond") && form.elements.namedItem("rond")) for (const name of ["stappen", "richting"]) event.formData.delete(name);
  });
  form.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && event.target.closest("details[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  });
}
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("details.wish[open]")) if (!open.contains(event.target)) open.open = false;
});

// The day of a picture can be slid as well as typed; each month is a step.
for (const field of document.querySelectorAll("[data-days]")) {
  const [first, last] = field.dataset.days.split(" ").map((day) => new Date(`${day}T00:00Z`));
  const input = field.querySelector("input");
  const slider = document.createElement("input");
  const months = (day) => (day.getUTCFullYear() - first.getUTCFullYear()) * 12 + day.getUTCMonth();
  const typed = new Date(`${input.value || input.placeholder}T00:00Z`);
  Object.assign(slider, { type: "range", min: "0", max: String(months(last)), step: "1" });
  slider.value = String(Number.isNaN(typed.getTime()) ? 0 : months(typed));
  slider.setAttribute("aria-label", field.dataset.label);
  const moved = () => new Date(Date.UTC(first.getUTCFullYear(), Number(slider.value), 1));
  const told = () => moved().toLocaleDateString(document.documentElement.lang, { year: "numeric", month: "long", day: "numeric", timeZone: "UTC" });
  slider.setAttribute("aria-valuetext", told());
  slider.addEventListener("input", () => {
    input.value = moved().toISOString().slice(0, 10);
    slider.setAttribute("aria-valuetext", told());
  });
  field.append(slider);
}
