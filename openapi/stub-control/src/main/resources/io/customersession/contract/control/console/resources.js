// The pages of resources, such as sessions: the list, and one with its state diagram, path and exchanges.

import { address, block, copyButton, el, facts, field, link, row, table, time } from './elements.js';
import { call, callForText, path } from './api.js';
import { controlCurl, javaSeed } from './code.js';
import { machineView } from './diagram.js';
import { exchangeTable } from './journal.js';
import { member, pretty } from './json.js';
import { violationView } from './violations.js';

const PAGE = 100;
const KINDS = [null, null, null, null, null, 'number'];

/** Returns the name of the resources of the stub, such as "Sessions". */
export function resourcesName({ contract }) {
  return contract.resource[0].toUpperCase() + contract.resource.slice(1) + 's';
}

/** Returns true if the control API of the stub lists its resources. */
const isListed = ({ state }) => state.sessions !== undefined;

/** The list. */
export function resourcesPage(context, query) {
  return isListed(context) ? storedPage(context, query) : seenPage(context);
}

async function storedPage(context, query) {
  const { world, contract } = context;
  const states = contract.stateMachines[0]?.states ?? [];
  const filters = el(
    'form',
    { class: 'filters', role: 'search', 'aria-label': 'Filters', onsubmit: (event) => {
      event.preventDefault();
      location.hash = address([world, 'resources'], Object.fromEntries(new FormData(filters)));
    } },
    field({ name: 'id', label: 'Id or a part of it', value: query.id }),
    field({ name: 'state', label: 'State', value: query.state, options: [['', 'all'], ...states] }),
    field({ name: 'application', label: 'Application', type: 'number', value: query.application ?? '' }),
    el('button', { class: 'primary' }, 'Filter'),
    el('a', { href: address([world, 'resources']) }, 'Remove filters'),
  );
  const list = el('div', {});
  const more = el('button', { type: 'button', onclick: showOlder }, 'Show older');
  let shown = 0;
  let next;

  const fetchPage = (cursor) => call({ path: path(['worlds', world, 'sessions'], { ...query, cursor, max: PAGE }) });
  const cells = (session) => [
    link([world, 'resources', session.id], { application: query.application }, session.id),
    session.state, session.profile, time(session.created), time(session.updated), String(session.total),
  ];

  async function update() {
    const found = await fetchPage();
    // New rows would move what is read; a list with older pages stays as it is.
    const key = JSON.stringify(found);
    if (shown > PAGE || list.dataset.shown === key) {
      return;
    }
    list.dataset.shown = key;
    list.replaceChildren(table(`${resourcesName(context)}, newest first`,
      ['Id', 'State', 'Profile', 'Created', 'Updated', ['Total', 'number']], found.sessions.map(cells)));
    shown = found.sessions.length;
    next = found.next;
    more.hidden = !found.more;
  }

  async function showOlder() {
    const found = await fetchPage(next);
    list.querySelector('tbody').append(...found.sessions.map((each) => row(KINDS, cells(each))));
    shown += found.sessions.length;
    next = found.next;
    more.hidden = !found.more;
  }

  await update();
  return { title: resourcesName(context), content: [filters, list, more], update };
}

/** The resources that exchanges name, for a stub that does not list what it stores. */
async function seenPage(context) {
  const { world, contract } = context;
  const list = el('div', {});

  async function update() {
    const found = await call({ path: path(['worlds', world, 'journal', 'summaries'], { max: 1000 }) });
    const seen = new Map();
    for (const exchange of found.exchanges) {
      const id = exchange[contract.resource];
      if (id !== undefined) {
        const known = seen.get(id) ?? { count: 0, time: exchange.time };
        seen.set(id, { ...known, count: known.count + 1, state: known.state ?? exchange.stateAfter });
      }
    }
    list.replaceChildren(table('From the newest 1000 exchanges', ['Id', 'State', 'Last exchange', ['Exchanges', 'number']],
      [...seen].map(([id, each]) => [link([world, 'resources', id], {}, id), each.state, time(each.time), String(each.count)])));
  }

  await update();
  return { title: resourcesName(context), content: [list], update };
}

/** One resource. */
export async function resourcePage(context, id, query) {
  const { world, contract } = context;
  const content = el('div', {});

  async function update() {
    const found = await call({ path: path(['worlds', world, 'journal', 'summaries'], { resource: id, max: 1000 }) });
    const stored = isListed(context) ? await storedText(world, id, query) : null;
    const key = JSON.stringify([found.exchanges, stored]);
    if (content.dataset.shown === key) {
      return;
    }
    content.dataset.shown = key;
    content.replaceChildren(...(await parts(found.exchanges, stored && JSON.parse(stored), stored)));
  }

  async function parts(exchanges, stored, text) {
    const changes = exchanges.filter(({ stateAfter }) => stateAfter !== undefined).reverse();
    const last = changes.at(-1);
    const state = stored?.summary.state ?? last?.stateAfter;
    const machine = contract.stateMachines.find(({ states }) => states.includes(state)) ?? contract.stateMachines[0];
    const violations = await violationsOf(exchanges);
    return [
      stored === null && isListed(context) && el('p', {}, 'It is not stored in this world.'),
      stored && facts([
        ['State', el('strong', {}, state)],
        ['Internal id', String(stored.summary.number)],
        ['Profile', stored.summary.profile],
        ['Created', time(stored.summary.created)],
        ['Updated', time(stored.summary.updated)],
        ['Total', member(member(text, 'summary'), 'total')],
      ]),
      stored && seedButtons(text),
      machine && el('h2', {}, 'State machine'),
      machine && machineView(machine, state, last && { from: last.stateBefore, to: last.stateAfter }),
      el('h2', {}, 'Path'),
      changes.length === 0 ? el('p', {}, 'The journal has no exchange that changed it.') : el('ol', {}, changes.map((each) =>
        el('li', {}, `${each.stateBefore ?? '(new)'} → ${each.stateAfter} by ${each.operation} in `,
          link([world, 'journal', each.number], {}, `exchange ${each.number}`)))),
      el('h2', {}, 'Violations'),
      violations.length === 0 ? el('p', {}, 'No contract violations.') : violations.map((each) => violationView(each, context, 'h3')),
      el('h2', {}, 'Exchanges'),
      exchangeTable(`Exchanges of ${id}, newest first`, exchanges, context),
      stored && el('h2', {}, 'Content'),
      stored && block('Content', pretty(member(text, 'session'))),
    ].flat().filter(Boolean);
  }

  /** Reads the exchanges that have violations, the newest first, up to a number that a page can show. */
  async function violationsOf(exchanges) {
    const violated = exchanges.filter(({ rules }) => rules.length > 0).slice(0, 20);
    const found = await Promise.all(violated.map(({ number }) =>
      call({ path: path(['worlds', world, 'journal', 'exchanges', number]) }).catch(() => null)));
    return found.flatMap((exchange) => (exchange?.violations ?? []).map((each) => ({ exchange: exchange.number, ...each })));
  }

  function seedButtons(text) {
    const seed = member(text, 'seed');
    const request = { method: 'POST', path: path(['worlds', world, 'sessions']), text: `{"sessions":[${seed}]}` };
    return el('div', { class: 'row' },
      copyButton('Copy as seed for curl', () => controlCurl(request)),
      copyButton('Copy as seed for JUnit', () => javaSeed(world, seed)));
  }

  await update();
  return { title: `${contract.resource[0].toUpperCase()}${contract.resource.slice(1)} ${id}`, content: [content], update };
}

async function storedText(world, id, { application }) {
  try {
    return await callForText({ path: path(['worlds', world, 'sessions', id], { application }) });
  } catch (error) {
    if (error.status === 404) {
      return null;
    }
    throw error;
  }
}
