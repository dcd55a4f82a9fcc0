// A form that is drawn anew by the server while somebody types: what was typed or ticked meanwhile stays.
let kept = [];

function fieldsOf(root) {
  return root.querySelectorAll("input:not([type=hidden], [type=file]), textarea");
}

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id !== "sections") return;
  kept = [...fieldsOf(event.detail.target)].map((field) => ({ name: field.name, type: field.type, value: field.value, checked: field.checked }));
});
document.addEventListener("htmx:afterSwap", () => {
  const sections = document.getElementById("sections");
  if (!sections || !kept.length) return;
  const fresh = [...fieldsOf(sections)];
  for (const old of kept) {
    const isTick = old.type === "checkbox" || old.type === "radio";
    const field = fresh.find((one) => one.name === old.name && (!isTick || one.value === old.value));
    if (!field) continue;
    if (isTick) field.checked = old.checked;
    else field.value = old.value;
  }
  kept = [];
});
