// Counts the signs of a text while it is typed, as its platform counts them (wide signs twice). A soft
// limit tells how many are shown at once; more may be written.
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u;

function widthOf(field) {
  const signs = [...field.value.trim()];
  return "double" in field.dataset ? signs.reduce((sum, sign) => sum + (WIDE.test(sign) ? 2 : 1), 0) : signs.length;
}

function placeFor(field) {
  const affix = field.closest(".affix");
  if (affix) return affix.querySelector("span:last-child");
  const own = field.parentElement.querySelector(".field__count");
  if (own) return own;
  const made = document.createElement("p");
  made.className = "field__hint field__count num end";
  field.after(made);
  return made;
}

function count(field) {
  const limit = Number(field.dataset.limit);
  const width = widthOf(field);
  const place = placeFor(field);
  place.textContent = `${width} of ${limit}`;
  place.classList.toggle(field.closest("[data-soft-limits]") ? "warn" : "bad", width > limit);
}

document.addEventListener("input", (event) => {
  if (event.target.dataset?.limit) count(event.target);
});
function countAll(root) {
  for (const field of root.querySelectorAll("[data-limit]")) count(field);
}
document.addEventListener("htmx:afterSettle", () => countAll(document));
countAll(document);
