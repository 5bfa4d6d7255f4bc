// Pictures of the console for the README, as SVG: the page's own elements and style sheet, without scripts and without
// anything that is loaded, so that one file shows both color schemes and its changes can be read.
import assert from 'node:assert/strict';

/** In pixels; GitHub shows a README about as wide. */
const WIDTH = 980;
/** The year of the clocks of the worlds that pictures show; times of other years are those of exchanges. */
export const YEAR = 2030;
/** How much higher a picture is than its page, because a reader's fonts may break lines elsewhere. */
const MARGIN = 1.03;

/**
 * Returns an open page of the console as a text in SVG. It changes the page: a heading ends it if it is given, and the
 * times and durations of exchanges, which differ each time, become others.
 */
export async function pictureOf(page, end) {
  await page.setViewportSize({ width: WIDTH, height: 100 });
  await page.evaluate(prepare, { end, year: YEAR });
  const content = await page.evaluate('document.documentElement.scrollHeight');
  const height = Math.ceil(content * MARGIN);
  await page.setViewportSize({ width: WIDTH, height });
  const cut = await page.locator('.scroll, pre').evaluateAll((regions) => regions.filter(({ clientWidth, scrollWidth }) => scrollWidth > clientWidth).length);
  assert.equal(cut, 0, 'regions of the page scroll to the side');
  const style = await page.evaluate('fetch("console/console.css").then((response) => response.text())');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}">
<style>
${escaped(style)}
/* In an image, a link is none. */
a { text-decoration-line: underline; }
</style>
<foreignObject width="${WIDTH}" height="${height}">
${await page.evaluate(serialize)}
</foreignObject>
</svg>
`;
}

/**
 * Returns the text of a picture without what it does not show, or what depends on fonts and on the number of lines in the
 * document of the API.
 */
export const comparable = (svg) => svg
  .replace(/^(<svg|<foreignObject) .*$/gm, '$1>')
  .replace(/(^|>) *\d+(?=  )/gm, '$1')
  .replace(/^ *<option>.*\n/gm, '');

/** Returns what an image element shows of a picture, as PNG. */
export async function rendered(browser, svg, colorScheme) {
  const height = Number(/height="(\d+)"/.exec(svg)[1]);
  const page = await browser.newPage({ viewport: { width: WIDTH, height }, colorScheme });
  try {
    const source = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
    await page.setContent(`<meta name="color-scheme" content="light dark"><body style="margin: 0"><img style="display: block" src="${source}">`);
    assert.equal(await page.evaluate('document.images[0].decode().then(() => document.images[0].naturalWidth)'), WIDTH);
    return await page.screenshot();
  } finally {
    await page.close();
  }
}

/** Returns the share of pixels, from 0 to 1, that differ between two images of one size. */
export async function difference(browser, ...images) {
  const page = await browser.newPage();
  try {
    return await page.evaluate(async (sources) => {
      const [one, other] = await Promise.all(sources.map(async (source) => {
        const image = new Image();
        image.src = source;
        await image.decode();
        const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
        canvas.drawImage(image, 0, 0);
        return canvas.getImageData(0, 0, image.width, image.height);
      }));
      if (one.width !== other.width || one.height !== other.height) {
        return 1;
      }
      let differing = 0;
      for (let i = 0; i < one.data.length; i += 4) {
        differing += [0, 1, 2].some((channel) => Math.abs(one.data[i + channel] - other.data[i + channel]) > 8) ? 1 : 0;
      }
      return differing / (one.data.length / 4);
    }, images.map((image) => `data:image/png;base64,${image.toString('base64')}`));
  } finally {
    await page.close();
  }
}

/** Runs in the page. */
function prepare({ end, year }) {
  if (end !== undefined) {
    const heading = [...document.querySelectorAll('h2')].find(({ textContent }) => textContent === end);
    while (heading.nextSibling) {
      heading.nextSibling.remove();
    }
    heading.remove();
  }
  const times = [...document.querySelectorAll('time')].filter((time) => !time.dateTime.startsWith(String(year)));
  const moments = [...new Set(times.map(({ dateTime }) => dateTime))].sort();
  times.forEach((time) => { time.textContent = `${year}-03-01 09:00:0${moments.indexOf(time.dateTime)}.000`; });
  for (const table of document.querySelectorAll('table')) {
    const column = [...table.querySelectorAll('th')].findIndex(({ textContent }) => textContent === 'ms');
    if (column >= 0) {
      table.querySelectorAll(`td:nth-child(${column + 1})`).forEach((cell) => cell.replaceChildren('1.5'));
    }
  }
}

/** Runs in the page: returns its body as XHTML, with the values of its inputs, an element per line where that adds no space. */
function serialize() {
  const LEFT_OUT = 'script, noscript, dialog, svg title, .skip, [hidden]';
  const SHOWN = ['class', 'href', 'aria-current', 'type', 'placeholder', 'open'];
  const DRAWN = ['viewBox', 'width', 'height', 'd', 'x', 'y', 'rx', 'cx', 'cy', 'r'];
  const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const inLines = new Set(['block', 'flex', 'grid', 'table', 'table-row-group', 'table-header-group', 'table-row']);

  function attributesOf(element) {
    const isDrawing = element.namespaceURI.endsWith('/svg');
    const found = [...element.attributes]
      .filter(({ name }) => SHOWN.includes(name) || (isDrawing && DRAWN.includes(name)) || (name === 'id' && element.matches('form')))
      .map(({ name, value }) => [name, name === 'href' ? '#' : value]);
    if (element.matches('body, svg')) {
      found.unshift(['xmlns', element.namespaceURI]);
    }
    if (element.matches('body')) {
      // An image has no window of its own.
      found.push(['style', 'min-height: 100%']);
    }
    if (element.matches('input')) {
      found.push(element.type === 'checkbox' ? element.checked && ['checked', ''] : ['value', element.value]);
    }
    if (element.matches('option') && element.selected) {
      found.push(['selected', '']);
    }
    return found.filter(Boolean).map(([name, value]) => ` ${name}="${escape(value).replaceAll('"', '&quot;')}"`).join('');
  }

  function isInLines(element) {
    const isBlock = element.matches('svg, svg *, select') || inLines.has(getComputedStyle(element).display);
    const isText = (node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '';
    const isInline = (child) => child.matches('select, svg') || getComputedStyle(child).display.startsWith('inline');
    const isFlex = /flex|grid/.test(getComputedStyle(element).display);
    return isBlock && ![...element.childNodes].some(isText) && (isFlex || element.matches('svg, svg *, select') || ![...element.children].some(isInline));
  }

  function text(node, indent) {
    if (node.nodeType === Node.TEXT_NODE) {
      return escape(node.data);
    }
    const name = node.localName;
    const children = (node.matches('textarea') ? [document.createTextNode(node.value)] : [...node.childNodes])
      .filter((child) => child.nodeType === Node.TEXT_NODE || !child.matches(LEFT_OUT));
    if (children.length === 0) {
      return `<${name}${attributesOf(node)}/>`;
    }
    const begin = `<${name}${attributesOf(node)}>`;
    if (!isInLines(node)) {
      return `${begin}${children.map((child) => text(child, indent)).join('')}</${name}>`;
    }
    const inner = `\n${indent} `;
    const elements = children.filter((child) => child.nodeType !== Node.TEXT_NODE);
    return `${begin}${elements.map((child) => inner + text(child, `${indent} `)).join('')}\n${indent}</${name}>`;
  }

  return text(document.body, '');
}

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
