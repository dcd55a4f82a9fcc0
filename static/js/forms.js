// After a form came back with errors, the focus is on the first wrong field; a sent form cannot be sent twice.
function focusFirstError(root) {
  const field = root.querySelector('[aria-invalid="true"]');
  if (field) field.focus();
}

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.xhr?.status === 422) focusFirstError(event.detail.elt);
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
focusFirstError(document);
