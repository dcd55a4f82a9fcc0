// After a form came back with errors, the focus is on the first wrong field, or on what is wrong with all of it; a sent
// form cannot be sent twice.
function focusFirstError(root) {
  const field = root.querySelector('[aria-invalid="true"]');
  if (!field) return false;
  for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  field.focus();
  return true;
}

function focusAlert(root) {
  const alert = root.querySelector('[role="alert"]');
  if (!alert) return;
  alert.tabIndex = -1;
  alert.focus();
}

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.xhr?.status === 422 && !focusFirstError(event.detail.elt)) focusAlert(event.detail.elt);
});
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (event.defaultPrevented || event.target.method !== "post" || !button) return;
  if (button.getAttribute("aria-disabled") === "true") { event.preventDefault(); return; }
  setTimeout(() => { button.classList.add("htmx-request"); button.setAttribute("aria-disabled", "true"); });
});
window.addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("button.htmx-request")) {
    button.classList.remove("htmx-request");
    button.removeAttribute("aria-disabled");
  }
});

// A form that makes something once keeps its token in the address, so that who comes back finds what it has made.
const token = document.querySelector("input[data-in-address]");
if (token) history.replaceState(history.state, "", `?${token.name}=${token.value}`);
focusFirstError(document);
