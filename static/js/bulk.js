// The bar of chosen campaigns: how many, and what they may spend a day together; the box in the head chooses the page's.
const boxes = () => [...document.querySelectorAll("#campaigns input[name=campaign]")];

function together(chosen) {
  const sums = {};
  for (const box of chosen) {
    for (const [currency, minor] of Object.entries(JSON.parse(box.dataset.budgets))) sums[currency] = (sums[currency] ?? 0) + minor;
  }
  const written = Object.entries(sums).map(([currency, minor]) => {
    const format = new Intl.NumberFormat(document.querySelector("#bulk").dataset.locale, { style: "currency", currency });
    return format.format(minor / 10 ** format.resolvedOptions().maximumFractionDigits);
  });
  return written.length ? `${written.join(" and ")} a day together` : "";
}

function draw() {
  const bar = document.getElementById("bulk");
  if (!bar) return;
  const chosen = boxes().filter((box) => box.checked);
  bar.querySelector("[data-chosen]").textContent = `${chosen.length} chosen`;
  bar.querySelector("[data-together]").textContent = together(chosen);
  const all = document.querySelector("[data-choose-all]");
  all.hidden = false;
  all.checked = chosen.length > 0 && chosen.length === boxes().length;
  all.indeterminate = chosen.length > 0 && !all.checked;
  for (const box of boxes()) box.closest("tr").setAttribute("aria-selected", box.checked);
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-choose-all]")) for (const box of boxes()) box.checked = event.target.checked;
  if (event.target.closest("#campaigns")) draw();
});
document.addEventListener("reset", () => setTimeout(draw));
document.addEventListener("htmx:load", draw);
draw();
