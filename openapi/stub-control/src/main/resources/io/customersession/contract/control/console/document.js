// The passage of the document of the API that states a rule.

import { el } from './elements.js';
import { call } from './api.js';

const MAX_LINES = 30;

let loading;

/** Returns an element that shows the passage when it is opened. */
export function passage(pointer) {
  const content = el('div', {});
  const details = el('details', {}, el('summary', {}, 'Document: ', el('code', {}, pointer)), content);
  details.addEventListener('toggle', async () => {
    if (details.open && content.childElementCount === 0) {
      content.replaceChildren(await quoted(pointer));
    }
  });
  return details;
}

async function quoted(pointer) {
  // One request for all passages; a failure may be temporary, so it is not kept.
  loading ??= call({ path: 'contract/document' });
  let document;
  try {
    document = await loading;
  } catch (error) {
    loading = undefined;
    return el('p', { class: 'quiet' }, error.message);
  }
  const lines = document.text.split('\n');
  const [from, to] = locate(lines, pointer);
  const end = Math.min(to, from + MAX_LINES);
  return el(
    'pre',
    { tabindex: 0, role: 'region', 'aria-label': `${document.name} from line ${from + 1}` },
    `${document.name}\n`,
    lines.slice(from, end).map((line, i) => {
      const text = `${String(from + i + 1).padStart(5)}  ${line}`;
      return i === 0 ? el('span', { class: 'marked' }, text) : text + '\n';
    }),
    end < to ? '       …\n' : '',
  );
}

/**
 * Returns the range of lines that a JSON pointer leads to in a YAML document in block style. Where the document has
 * the rest of the way on one line or behind a reference, it is the last step that has lines of its own.
 */
export function locate(lines, pointer) {
  let range = [0, lines.length];
  let indent = -1;
  const steps = pointer.replace(/^#?\/?/, '').split('/').filter(Boolean);
  for (const raw of steps) {
    const step = decodeURIComponent(raw).replaceAll('~1', '/').replaceAll('~0', '~');
    const found = child(lines, range, indent, step);
    if (!found) {
      break;
    }
    [range, indent] = found;
  }
  return range;
}

const blank = (line) => /^\s*(#|$)/.test(line);
const depth = (line) => line.search(/\S/);

/** Returns the lines and the indent of a member of a mapping, or of an item of a list by its number or name. */
function child(lines, [from, to], indent, step) {
  const first = indent < 0 ? from : from + 1;
  let inner = -1;
  let item = -1;
  for (let i = first; i < to; i++) {
    if (blank(lines[i])) {
      continue;
    }
    if (inner < 0) {
      inner = depth(lines[i]);
    }
    if (depth(lines[i]) !== inner) {
      continue;
    }
    const isItem = /^\s*- /.test(lines[i]);
    item += isItem ? 1 : 0;
    const end = endOf(lines, i, to, inner);
    if (isItem ? isNamed(lines, i, end, step, item) : key(lines[i]) === step) {
      return [[i, end], inner];
    }
  }
  return null;
}

function endOf(lines, start, to, indent) {
  let end = start + 1;
  while (end < to && (blank(lines[end]) || depth(lines[end]) > indent)) {
    end++;
  }
  return end;
}

function isNamed(lines, from, to, step, number) {
  const text = lines.slice(from, to).map((line) => line.replace(/^\s*- /, '').trim());
  return String(number) === step || text.includes(`name: ${step}`) || text.some((line) => /^\$ref:/.test(line) && line.toLowerCase().includes(`/${step.toLowerCase()}'`));
}

function key(line) {
  const match = /^\s*(?:'([^']*)'|"([^"]*)"|([^:]+)):(?:\s|$)/.exec(line);
  return match && (match[1] ?? match[2] ?? match[3]);
}
