// <button data-copies="id" hidden>: puts what that field holds on the clipboard and says so; without a script there is no button.
function show(root) {
  for (const button of root.querySelectorAll("button[data-copies][hidden]")) button.hidden = false;
}

async function copy(button) {
  const from = document.getElementById(button.dataset.copies), said = button.querySelector("[aria-live]");
  const text = from.value ?? from.textContent.trim();
  try {
    await navigator.clipboard.writeText(text);
    said.textContent = "Copied";
  } catch {
    if (from.select) from.select(); else getSelection().selectAllChildren(from); // the browser forbids it: one key is left to press
    said.textContent = "Press Ctrl C";
  }
  setTimeout(() => { said.textContent = "Copy"; }, 4000);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-copies]");
  if (button) copy(button);
});
document.addEventListener("htmx:load", (event) => show(event.detail.elt.parentElement ?? document));
show(document);
