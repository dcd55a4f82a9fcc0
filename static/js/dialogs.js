// <button command="show-modal" commandfor="…"> for browsers that do not know it yet.
function run(event) {
  const button = event.target.closest("button[command][commandfor]");
  const dialog = button && document.getElementById(button.getAttribute("commandfor"));
  if (!dialog) return;
  if (button.getAttribute("command") === "show-modal") dialog.showModal();
  if (button.getAttribute("command") === "close") dialog.close();
}

if (!("commandForElement" in HTMLButtonElement.prototype)) document.addEventListener("click", run);

// A press on the backdrop closes, as the close button does.
document.addEventListener("click", (event) => {
  if (event.target instanceof HTMLDialogElement && event.target.open) event.target.close();
});

// A dialog that is filled by hx-get opens with what has come. Escape and its buttons close it; the focus goes back to
// what opened it, or where that stood in a menu, to the menu's button.
let opener = null;
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.target instanceof HTMLDialogElement) opener = event.detail.elt;
});
document.addEventListener("htmx:afterSwap", (event) => {
  const dialog = event.detail.target;
  if (!(dialog instanceof HTMLDialogElement) || dialog.open) return;
  dialog.showModal();
  dialog.querySelector("input:not([type=hidden]), select, textarea")?.focus();
});
document.addEventListener("close", (event) => {
  const menu = event.target.id === "ask" && opener?.closest("[popover]");
  if (menu) document.querySelector(`[popovertarget="${menu.id}"]`)?.focus();
  opener = null;
}, true);
