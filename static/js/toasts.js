// Toasts leave by themselves: after 6 s, with an undo after 10 s; never while pointed at or focused. Undo stays in History.
const region = document.querySelector("body > .toasts");

function watch(toast) {
  const life = toast.hasAttribute("data-undo") ? 10000 : 6000;
  let timer;
  const stop = () => clearTimeout(timer);
  const start = () => { stop(); timer = setTimeout(() => toast.remove(), life); };
  toast.addEventListener("pointerenter", stop);
  toast.addEventListener("pointerleave", start);
  toast.addEventListener("focusin", stop);
  toast.addEventListener("focusout", start);
  if (!toast.classList.contains("toast--bad")) start(); // what went wrong waits to be read
}

let shown = null; // one word about the connection at a time, however often it is asked for

function show(id) {
  shown?.remove();
  region.append(document.getElementById(id).content.cloneNode(true));
  shown = region.lastElementChild;
}

for (const toast of region.querySelectorAll(".toast")) watch(toast);
new MutationObserver((changes) => {
  for (const change of changes) for (const node of change.addedNodes) if (node.matches?.(".toast")) watch(node);
}).observe(region, { childList: true });

region.addEventListener("click", (event) => {
  if (event.target.closest("[data-toast-close]")) event.target.closest(".toast").remove();
});
region.addEventListener("submit", (event) => event.target.closest(".toast").setAttribute("hidden", ""));

// A form that is sent without a network would leave for the browser's own page, and what was typed with it. Browsers may
// say "offline" of a machine that reaches us all the same: so we ask once, and send it then.
let reached = null;
document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (navigator.onLine || form.method !== "post" || form === reached) { reached = null; return; }
  event.preventDefault();
  event.stopImmediatePropagation();
  const answers = await fetch("/healthz", { method: "HEAD", cache: "no-store" }).then(() => true, () => false);
  if (!answers) return show("toast-no-network");
  reached = form;
  form.requestSubmit(submitter);
}, true);

document.addEventListener("htmx:sendError", () => show(navigator.onLine ? "toast-no-answer" : "toast-no-network"));
document.addEventListener("htmx:timeout", () => show("toast-no-answer"));
document.addEventListener("htmx:responseError", (event) => {
  if (!event.detail.xhr.response.includes("toast")) show("toast-no-answer"); // not one of our error pages
});
