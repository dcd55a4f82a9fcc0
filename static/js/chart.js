// Draws <figure data-chart> from the Vega-Lite specification in its data block, by day or by night, without eval.
const { vega: vegaUrl, theme: themeUrl } = document.getElementById("chart-script").dataset;
const night = matchMedia("(prefers-color-scheme: dark)");
let loading;

function load() {
  loading ??= Promise.all([import(vegaUrl), fetch(themeUrl).then((answer) => answer.json())]).then(([, themes]) => themes);
  return loading;
}

function mode() {
  const chosen = document.documentElement.dataset.theme;
  return chosen || (night.matches ? "dark" : "light");
}

function withPlatforms(spec, scale, shade) {
  const text = JSON.stringify(spec).replaceAll('"scale":"platform"',
    `"scale":${JSON.stringify({ domain: scale.domain, range: scale[shade] })}`);
  return JSON.parse(text);
}

// A layer named "maturing" is hatched: the sign for days whose numbers are not final.
function hatch(plot) {
  const paths = plot.querySelectorAll(".maturing_marks path");
  if (!paths.length) return;
  const svg = plot.querySelector("svg");
  svg.insertAdjacentHTML("afterbegin", `<pattern id="hatch-${plot.parentElement.id}" class="plot" width="6" height="6"
    patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M0 0v6"/></pattern>`);
  for (const path of paths) {
    const over = path.cloneNode();
    over.setAttribute("fill", `url(#hatch-${plot.parentElement.id})`);
    over.setAttribute("opacity", "1");
    path.after(over);
  }
}

async function draw(figure) {
  const plot = figure.querySelector(".chart__plot");
  try {
    const themes = await load();
    const shade = mode();
    const spec = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
    const { locale, ...config } = themes[shade];
    const { height = 240, ...rest } = withPlatforms(spec, themes.scales.platform, shade);
    figure.chart?.finalize();
    figure.chart = await window.vegaEmbed(plot, { width: "container", height, autosize: { type: "fit-x", contains: "padding" }, ...rest }, {
      ast: true, actions: false, defaultStyle: false, tooltip: false, renderer: "svg", mode: "vega-lite",
      config, formatLocale: locale.number, timeFormatLocale: locale.time,
    });
    hatch(plot);
  } catch (error) {
    plot.classList.add("is-missing"); // the table says the same
    figure.querySelector("details").open = true;
    console.error("The chart could not be drawn.", error);
  }
}

function drawAll(root = document) {
  for (const figure of root.querySelectorAll("figure[data-chart]")) draw(figure);
}

drawAll();
document.addEventListener("htmx:load", (event) => drawAll(event.detail.elt.parentElement ?? document));
document.addEventListener("adwright:theme", () => drawAll());
night.addEventListener("change", () => drawAll());
