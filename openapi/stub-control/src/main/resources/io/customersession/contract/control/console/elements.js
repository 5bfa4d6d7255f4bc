// Elements with text content only: what requests have sent never becomes markup.

const SVG = 'http://www.w3.org/2000/svg';

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) {
      continue;
    }
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

/** Returns an element; attributes that start with "on" are listeners, and absent children are left out. */
export function el(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** Returns an element of a drawing. */
export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

/** Returns a link to a page of the console, whose steps are encoded. */
export function link(steps, query, text, attributes = {}) {
  return el('a', { href: address(steps, query), ...attributes }, text);
}

/** Returns the address of a page: its steps, and conditions of which empty ones are left out. */
export function address(steps, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return '#/' + steps.map(encodeURIComponent).join('/') + (given.length ? '?' + new URLSearchParams(given) : '');
}

/** Returns a table with a caption. Columns are names, or [name, class]; rows are lists of cells. */
export function table(caption, columns, rows) {
  const named = columns.map((column) => (Array.isArray(column) ? column : [column, null]));
  return el(
    'div',
    // A region that scrolls has to be reachable by keyboard.
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    el(
      'table',
      {},
      el('caption', {}, caption),
      el('thead', {}, el('tr', {}, named.map(([name, kind]) => el('th', { scope: 'col', class: kind }, name)))),
      el('tbody', {}, rows.map((cells) => row(named.map(([, kind]) => kind), cells))),
    ),
  );
}

/** Returns a row of a table. */
export function row(kinds, cells) {
  return el('tr', {}, cells.map((cell, i) => el('td', { class: kinds[i] }, cell ?? '')));
}

/** Returns names and values; those without a value are left out. */
export function facts(pairs) {
  const known = pairs.filter(([, value]) => value !== undefined && value !== null && value !== '');
  return el('dl', { class: 'facts' }, known.map(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]));
}

/** Returns a labeled input. Options make it a selection, lines make it a text area. */
export function field({ name, label, type = 'text', value = '', options, lines, placeholder, required, onchange }) {
  const id = `field-${name}-${nextId++}`;
  const common = { id, name, required, onchange };
  let input;
  if (options) {
    input = el('select', common, options.map((option) => {
      const [key, text] = Array.isArray(option) ? option : [option, option];
      return el('option', { value: key, selected: key === value }, text);
    }));
  } else if (lines) {
    input = el('textarea', { ...common, class: 'code', spellcheck: 'false' });
    input.value = value;
  } else {
    input = el('input', { ...common, type, value, placeholder, autocomplete: 'off', step: type === 'number' ? 1 : null });
  }
  return el('div', { class: 'field' }, el('label', { for: id }, label), input);
}

let nextId = 1;

/** Returns a button that copies a text, which is made when it is pressed. */
export function copyButton(label, text) {
  let shown;
  const button = el('button', { type: 'button', onclick: async () => {
    shown?.remove();
    const copied = text();
    try {
      await navigator.clipboard.writeText(copied);
      announce('Copied');
    } catch {
      // Browsers let pages copy only if they come from this machine or by TLS.
      shown = block(label, copied);
      button.parentElement.after(shown);
      shown.focus();
      getSelection().selectAllChildren(shown);
    }
  } }, label);
  return button;
}

/** Reads a short text out to users of screen readers. */
export function announce(text) {
  const region = document.getElementById('announcements');
  // The same text twice would be read once.
  region.textContent = region.textContent === text ? text + '\u00a0' : text;
}

/** Returns a time of the stub for people, with the exact value at hand. */
export function time(text) {
  return text && el('time', { datetime: text, title: text }, text.replace('T', ' ').replace(/(\.\d{3})\d*/, '$1').replace('Z', ''));
}

/** Returns a block of text that scrolls. */
export function block(label, text) {
  return el('pre', { tabindex: 0, role: 'region', 'aria-label': label }, text);
}
