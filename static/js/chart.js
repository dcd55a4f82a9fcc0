// Draws <figure data-chart> from the Vega-Lite specification in its data block, by day or by night, without eval.
const { vega: vegaUrl, theme: themeUrl } = document.getElementById("chart-script").dataset;
const night = matchMedia("(prefers-color-scheme: dark)");
const drawn = new WeakSet();
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

// Days that are not final are hatched (css/components/chart.css); the pattern stands once in the page.
document.body.insertAdjacentHTML("beforeend", `<svg class="plot visually-hidden" width="0" height="0" aria-hidden="true">
  <pattern id="maturing-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
  <rect class="veil" width="6" height="6"/><path class="hatch" d="M0 0v6"/></pattern></svg>`);

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
  } catch (error) {
    plot.classList.add("is-missing"); // the table says the same
    figure.querySelector("details").open = true;
    console.error("The chart could not be drawn.", error);
  }
}

function drawAll(root = document, { again = true } = {}) {
  for (const figure of root.querySelectorAll("figure[data-chart]")) {
    if (again || !drawn.has(figure)) draw(figure);
    drawn.add(figure);
  }
}

drawAll();
document.addEventListener("htmx:load", (event) => drawAll(event.detail.elt.parentElement ?? document, { again: false }));
document.addEventListener("adwright:theme", () => drawAll());
night.addEventListener("change", () => drawAll());
