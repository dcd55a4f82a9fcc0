// Where tabs go on beyond the edge, the one whose page this is stands in sight.
for (const here of document.querySelectorAll(".tabs [aria-current], .segmented [aria-current]")) {
  const row = here.parentElement;
  if (row.scrollWidth > row.clientWidth) row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
}
