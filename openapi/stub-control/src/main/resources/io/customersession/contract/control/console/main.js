// The frame of the console: worlds, pages and live updates.

import { address, announce, el, link } from './elements.js';
import { MAIN, call, follow, path } from './api.js';
import { controlCall } from './code.js';
import { actionsPage } from './actions.js';
import { exchangePage, journalPage } from './journal.js';
import { resourcePage, resourcesName, resourcesPage } from './resources.js';
import { violationsPage } from './violations.js';

/** Milliseconds before asking again, if the stub has not said when. */
const RETRY = 1500;
const main = document.getElementById('main');
const worlds = document.getElementById('world');
const live = document.getElementById('live');

let contract;
let shown = null;
let shows = 0;
let following = new AbortController();
let followed;
let newest = null;
let isLost = false;

/** Returns where the address leads: a world, the steps below it and conditions. */
function place() {
  const [steps, query] = location.hash.replace(/^#\/?/, '').split('?');
  const [world = MAIN, ...rest] = steps.split('/').filter(Boolean).map(decodeURIComponent);
  return { world, steps: rest.length > 0 ? rest : ['resources'], query: Object.fromEntries(new URLSearchParams(query)) };
}

function pageOf(context, [name, ...rest], query) {
  switch (name) {
    case 'journal':
      return rest.length > 0 ? exchangePage(context, rest[0]) : journalPage(context, query);
    case 'violations':
      return violationsPage(context);
    case 'controls':
      return actionsPage(context);
    default:
      return rest.length > 0 ? resourcePage(context, rest[0], query) : resourcesPage(context, query);
  }
}

/** Shows the page that the address names. */
async function show(isFirst) {
  const turn = ++shows;
  const { world, steps, query } = place();
  shown = null;
  try {
    contract ??= await call({ path: 'contract' });
    await listWorlds(world);
    const context = { world, contract, state: await call({ path: path(['worlds', world]) }), called, refresh };
    const page = await pageOf(context, steps, query);
    if (turn !== shows) {
      return;
    }
    navigation(context, steps[0]);
    shown = { ...page, context };
    if (followed !== world) {
      followAnew();
    }
    display(page.title, page.content, isFirst);
    await showNewest();
  } catch (error) {
    if (turn === shows) {
      display('Not found', [el('p', { class: 'error' }, error.message), el('p', {}, el('a', { href: address([MAIN]) }, `Go to world ${MAIN}`))], isFirst);
    }
  }
}

function display(title, content, isFirst) {
  const heading = el('h1', { tabindex: -1 }, title);
  main.replaceChildren(heading, ...[content].flat(Infinity).filter(Boolean));
  document.title = `${title} – Stub console`;
  // Users of screen readers learn of the new page from its heading; at the first one, the browser reads the title.
  if (!isFirst) {
    heading.focus();
  }
}

function navigation(context, current) {
  const { world, state } = context;
  const pages = [
    ['resources', resourcesName(context) + (state.sessions === undefined ? '' : ` (${state.sessions})`)],
    ['journal', `Journal (${state.exchanges})`],
    ['violations', `Violations (${state.violations})`],
    ['controls', 'Controls'],
  ];
  const list = document.getElementById('pages');
  const focused = list.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
  list.replaceChildren(el('ul', {}, pages.map(([name, text]) =>
    el('li', {}, link([world, name], {}, text, { 'aria-current': name === current && 'page' })))));
  if (focused) {
    [...list.querySelectorAll('a')].find((each) => each.getAttribute('href') === focused)?.focus();
  }
}

async function listWorlds(world) {
  const { worlds: known } = await call({ path: 'worlds' });
  const names = known.map(({ name }) => name);
  if (!names.includes(world)) {
    names.push(world);
  }
  const options = names.map((name) => el('option', { value: name, selected: name === world }, name));
  if (options.map(({ value }) => value).join('\n') !== [...worlds.options].map(({ value }) => value).join('\n')) {
    worlds.replaceChildren(...options);
  }
  worlds.value = world;
}

function called(request, outcome) {
  document.getElementById('last-call').textContent = `${controlCall(request)}: ${outcome}`;
}

/** Shows what has changed, and keeps what has not. */
async function refresh() {
  const page = shown;
  if (page === null) {
    return;
  }
  const { context } = page;
  try {
    const before = context.state;
    context.state = await call({ path: path(['worlds', context.world]) });
    if (page !== shown) {
      return;
    }
    navigation(context, place().steps[0]);
    await page.update?.();
    const added = context.state.exchanges - before.exchanges;
    if (added > 0) {
      announce(added === 1 ? '1 new exchange' : `${added} new exchanges`);
    }
  } catch (error) {
    if (page === shown) {
      announce(`No update: ${error.message}`);
    }
  }
}

/** Follows the world that is shown while somebody can see it. */
async function watch() {
  for (;;) {
    following = new AbortController();
    const { signal } = following;
    let retry;
    if (live.checked && !document.hidden && shown) {
      followed = shown.context.world;
      newest = null;
      retry = await follow(path(['worlds', followed, 'events']), signal, changed).catch((error) => lost(error, signal));
    }
    await pause(retry ?? RETRY, signal);
  }
}

/** Shows the newest state of the world that is followed, if it is another one. A page that is loading shows it later. */
async function changed(state) {
  newest = state;
  isLost = false;
  await showNewest();
}

async function showNewest() {
  const page = shown;
  if (page && newest && page.context.world === followed && JSON.stringify(newest) !== JSON.stringify(page.context.state)) {
    await refresh();
    await listWorlds(followed).catch(() => {});
  }
}

/** Says once that there are no updates, until there are again. */
function lost(error, { aborted }) {
  if (!aborted && !isLost) {
    isLost = true;
    announce(`No update: ${error.message}`);
  }
}

/** Waits for a time, or until there is something else to follow. */
function pause(milliseconds, signal) {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
    }
    signal.addEventListener('abort', resolve);
    setTimeout(resolve, milliseconds);
  });
}

const followAnew = () => following.abort();

live.addEventListener('change', followAnew);
document.addEventListener('visibilitychange', followAnew);
worlds.addEventListener('change', () => {
  location.hash = address([worlds.value, place().steps[0]]);
});
document.getElementById('world-form').addEventListener('submit', (event) => event.preventDefault());
// The fragment names the page, so following this link would lead to another one.
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
window.addEventListener('hashchange', () => show(false));
show(true).then(watch);
