// Budgets of several accounts: their sum while one types, and a slider beside each that moves its share.
const section = document.querySelector("[data-split]");
const sum = section.querySelector("[data-split-sum]");
const sliders = [...section.querySelectorAll("[data-slides]")];

function amountOf(slider) {
  const input = document.getElementById(slider.dataset.slides);
  const card = input.closest(".account-pick");
  if (!card.querySelector("[name=ad_account]").checked) return 0;
  const value = Number(input.value.replaceAll(/[^\d.]/g, ""));
  return Number.isFinite(value) ? value : 0;
}

function kindOf(slider) {
  const card = document.getElementById(slider.dataset.slides).closest(".account-pick");
  return card.querySelector("[name^=kind_]:checked")?.value === "lifetime" ? "in all" : "a day";
}

function show() {
  const sums = new Map();
  for (const slider of sliders) {
    const key = `${slider.dataset.currency} ${kindOf(slider)}`;
    sums.set(key, (sums.get(key) ?? 0) + amountOf(slider));
  }
  const parts = [...sums].filter(([, amount]) => amount > 0).map(([key, amount]) => {
    const currency = key.slice(0, 3);
    return new Intl.NumberFormat(section.dataset.locale, { style: "currency", currency }).format(amount) + key.slice(3);
  });
  sum.textContent = parts.length ? `${parts.join(" and ")}${sliders.length > 1 ? " together" : ""}` : "";
  const most = Math.max(...sliders.map(amountOf), 1);
  for (const slider of sliders) {
    slider.max = String(Math.ceil(most * 2));
    if (document.activeElement !== slider) slider.value = String(amountOf(slider));
  }
}

for (const slider of sliders) {
  slider.hidden = false;
  slider.addEventListener("input", () => {
    document.getElementById(slider.dataset.slides).value = Number(slider.value).toFixed(2);
    show();
  });
  slider.addEventListener("change", show);
}
section.addEventListener("input", (event) => { if (!event.target.dataset.slides) show(); });
show();
