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

function show() {
  const byCurrency = new Map();
  for (const slider of sliders) {
    const currency = slider.dataset.currency;
    byCurrency.set(currency, (byCurrency.get(currency) ?? 0) + amountOf(slider));
  }
  const whole = section.querySelector("[name=budget_kind]:checked")?.value === "lifetime" ? "in all" : "a day";
  const parts = [...byCurrency].filter(([, amount]) => amount > 0).map(([currency, amount]) =>
    new Intl.NumberFormat(section.dataset.locale, { style: "currency", currency }).format(amount));
  sum.textContent = parts.length ? `${parts.join(" and ")} ${whole} together` : "";
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
