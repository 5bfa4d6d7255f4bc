// The pages of the journal: the list, and one exchange.

import { address, block, copyButton, el, facts, field, link, row, table, time } from './elements.js';
import { call, path } from './api.js';
import { exchangeCurl, exchangeJUnit } from './code.js';
import { pretty } from './json.js';
import { violationView } from './violations.js';

const PAGE = 100;
const KINDS = ['number', null, null, 'number', null, null, 'number', null];
const COLUMNS = ['#', 'Time', 'Request', 'Status', 'Resource', 'State', 'ms', 'Notes'].map((name, i) => [name, KINDS[i]]);

/** Returns the cells of an exchange in a list. */
export function exchangeCells(summary, { world, contract }) {
  return [
    link([world, 'journal', summary.number], {}, String(summary.number), { 'aria-label': `Exchange ${summary.number}` }),
    time(summary.time),
    [el('strong', {}, summary.method), ' ', summary.path, summary.operation && el('span', { class: 'quiet' }, ` ${summary.operation}`)],
    status(summary.status),
    summary[contract.resource] !== undefined
      && link([world, 'resources', summary[contract.resource]], {}, summary[contract.resource]),
    change(summary),
    String(Math.round(summary.milliseconds * 10) / 10),
    [
      summary.fault && el('span', { class: 'warning' }, `fault: ${summary.fault} `),
      summary.rules.length > 0 && el('span', { class: 'error' }, summary.rules.join(', ')),
    ],
  ];
}

/** Returns a table of exchanges. */
export function exchangeTable(caption, summaries, context) {
  return table(caption, COLUMNS, summaries.map((summary) => exchangeCells(summary, context)));
}

function status(code) {
  const text = code === 0 ? '0 (dropped)' : String(code);
  return el('span', { class: code >= 400 || code === 0 ? 'error' : 'good' }, text);
}

function change({ stateBefore, stateAfter }) {
  return stateAfter === undefined ? null : stateBefore === stateAfter ? stateAfter : `${stateBefore ?? '(new)'} → ${stateAfter}`;
}

/** The list of exchanges. */
export async function journalPage(context, query) {
  const { world, contract } = context;
  const conditions = Object.fromEntries(
    Object.entries(query).filter(([name]) => ['operation', 'resource', 'method', 'status', 'rule', 'violated', 'faulty'].includes(name)),
  );
  const settings = await call({ path: path(['worlds', world, 'settings']) });
  const filters = el(
    'form',
    { class: 'filters', role: 'search', 'aria-label': 'Filters', onsubmit: (event) => {
      event.preventDefault();
      location.hash = address([world, 'journal'], Object.fromEntries(new FormData(filters)));
    } },
    field({ name: 'operation', label: 'Operation', value: query.operation, options: [['', 'all'], ...contract.operations.map(({ id }) => id)] }),
    field({ name: 'resource', label: 'Resource', value: query.resource }),
    field({ name: 'method', label: 'Method', value: query.method, options: [['', 'all'], 'GET', 'POST', 'PUT', 'PATCH', 'DELETE'] }),
    field({ name: 'status', label: 'Status', type: 'number', value: query.status }),
    field({ name: 'rule', label: 'Rule', value: query.rule, options: [['', 'all'], ...Object.keys(settings.severities ?? {}).sort()] }),
    field({ name: 'violated', label: 'Violations', value: query.violated, options: [['', 'all'], ['true', 'with'], ['false', 'without']] }),
    field({ name: 'faulty', label: 'Faults', value: query.faulty, options: [['', 'all'], ['true', 'with'], ['false', 'without']] }),
    el('button', { class: 'primary' }, 'Filter'),
    el('a', { href: address([world, 'journal']) }, 'Remove filters'),
  );
  const list = el('div', {});
  const more = el('button', { type: 'button', onclick: showOlder }, 'Show older exchanges');
  const count = el('p', { class: 'quiet' });
  let newest = 0;
  let oldest;

  const fetchSummaries = (range) => call({ path: path(['worlds', world, 'journal', 'summaries'], { ...conditions, max: PAGE, ...range }) });

  async function load() {
    const found = await fetchSummaries({});
    list.replaceChildren(exchangeTable('Exchanges, newest first', found.exchanges, context));
    newest = found.total;
    oldest = found.exchanges.at(-1)?.number;
    more.hidden = !found.more;
    count.textContent = `${found.total} exchanges so far in world ${world}`;
  }

  async function showOlder() {
    const found = await fetchSummaries({ before: oldest });
    const body = list.querySelector('tbody');
    body.append(...found.exchanges.map((each) => row(KINDS, exchangeCells(each, context))));
    oldest = found.exchanges.at(-1)?.number ?? oldest;
    more.hidden = !found.more;
  }

  async function update() {
    const found = await fetchSummaries({ after: newest });
    // After a reset, numbers start again; after a burst, there are more than a page of new ones.
    if (found.total < newest || found.more) {
      await load();
      return;
    }
    newest = found.total;
    count.textContent = `${found.total} exchanges so far in world ${world}`;
    const rows = found.exchanges.map((each) => row(KINDS, exchangeCells(each, context)));
    rows.forEach((each) => each.classList.add('new'));
    list.querySelector('tbody').prepend(...rows);
    oldest ??= found.exchanges.at(-1)?.number;
  }

  await load();
  return { title: 'Journal', content: [filters, count, list, more], update };
}

/** One exchange. */
export async function exchangePage(context, number) {
  const { world, contract } = context;
  const exchange = await call({ path: path(['worlds', world, 'journal', 'exchanges', number]) });
  const id = exchange[contract.resource];
  return {
    title: `Exchange ${number}: ${exchange.method} ${exchange.path}`,
    content: [
      facts([
        ['Time', time(exchange.time)],
        ['Operation', exchange.operation],
        ['Resource', id !== undefined && link([world, 'resources', id], {}, id)],
        ['Query', exchange.query],
        ['Status', status(exchange.status)],
        ['State', change(exchange)],
        ['Fault', exchange.fault],
        ['Milliseconds', String(exchange.milliseconds)],
        ['Application', exchange.application === undefined ? '' : String(exchange.application)],
        ['Trace', exchange.traceparent],
        ['Response version', exchange.responseVersion && `${exchange.responseVersion} (${exchange.responseVersionReason})`],
      ]),
      el('div', { class: 'row' },
        copyButton('Copy as curl', () => exchangeCurl(exchange, world)),
        copyButton('Copy as JUnit', () => exchangeJUnit(exchange, contract))),
      exchange.violations.length > 0 && el('h2', {}, 'Violations'),
      exchange.violations.map((violation) => violationView(violation, context, 'h3')),
      el('h2', {}, 'Request'),
      headerTable('Headers of the request', exchange.headers),
      exchange.body !== '' && block('Body of the request', pretty(exchange.body)),
      el('h2', {}, 'Response'),
      headerTable('Headers of the response', exchange.responseHeaders),
      exchange.responseBody !== '' && block('Body of the response', pretty(exchange.responseBody)),
    ],
  };
}

function headerTable(caption, headers) {
  const rows = Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]);
  return rows.length > 0 && table(caption, ['Name', 'Value'], rows);
}
