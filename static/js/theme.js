// Runs before the first paint: a stored choice wins over the system's. `data-theme` on <html> is "light", "dark" or absent.
const key = "adwright:theme";

function read() {
  try { return localStorage.getItem(key); } catch { return null; } // storage may be forbidden
}

function apply(theme) {
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  document.dispatchEvent(new CustomEvent("adwright:theme"));
}

function choose(theme) {
  try { localStorage.setItem(key, theme); } catch { /* then it holds for this page */ }
  apply(theme);
}

function showChoice() {
  const theme = read() || "system";
  for (const input of document.querySelectorAll("[data-theme-choice]")) input.checked = input.value === theme;
}

apply(read());
document.addEventListener("DOMContentLoaded", showChoice);
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-theme-choice]")) { choose(event.target.value); showChoice(); }
});
