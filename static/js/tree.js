// Rows that open in place: htmx brings what is below once; afterwards it is only hidden and shown again.
function rowsBelow(row) {
  const id = row.id.replace("row-", "");
  return [...row.parentElement.querySelectorAll(`[data-under="${id}"]`)];
}

function show(row, isOpen) {
  for (const below of rowsBelow(row)) {
    below.hidden = !isOpen;
    show(below, isOpen && below.getAttribute("aria-expanded") === "true");
  }
}

function turn(branch, isOpen) {
  const row = branch.closest("tr");
  branch.setAttribute("aria-expanded", isOpen);
  row.setAttribute("aria-expanded", isOpen);
  row.querySelector("input[name=open]").disabled = !isOpen; // a page drawn anew opens it again
  show(row, isOpen);
}

document.addEventListener("click", (event) => {
  const branch = event.target.closest("[data-branch]");
  if (!branch || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  turn(branch, branch.getAttribute("aria-expanded") !== "true");
});

document.addEventListener("htmx:beforeRequest", (event) => {
  const branch = event.target.closest?.("[data-branch]");
  if (branch && rowsBelow(branch.closest("tr")).length) event.preventDefault(); // it came with the page
});

// Arrow keys, as in a treegrid: right opens, left closes, up and down go from branch to branch.
document.addEventListener("keydown", (event) => {
  const branch = event.target.closest?.("[data-branch]");
  if (!branch) return;
  const isOpen = branch.getAttribute("aria-expanded") === "true";
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    const all = [...document.querySelectorAll("tr:not([hidden]) [data-branch]")];
    all[all.indexOf(branch) + step]?.focus();
  } else if ((event.key === "ArrowRight" && !isOpen) || (event.key === "ArrowLeft" && isOpen) || event.key === " ") {
    branch.click();
  } else return;
  event.preventDefault();
});
