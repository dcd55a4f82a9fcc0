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
