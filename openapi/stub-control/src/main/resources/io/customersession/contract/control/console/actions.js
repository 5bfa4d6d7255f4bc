// The page with buttons. Each shows the HTTP call that it makes, and copies it as curl or as Java.

import { address, announce, copyButton, el, facts, field, table, time } from './elements.js';
import { MAIN, call, path } from './api.js';
import { controlCall, controlCurl, java, javaSeed, javaWorld } from './code.js';

const numeric = ['times', 'every'];

/** Returns the values of a form without empty ones, with numbers as such. */
function valuesOf(form) {
  return Object.fromEntries([...new FormData(form)]
    .filter(([, value]) => value !== '')
    .map(([name, value]) => [name, numeric.includes(name) ? Number(value) : value]));
}

/**
 * Returns a form for one call. The request and the Java code are functions of the values; a request that cannot be
 * made from them yet is null. A button that destroys something asks first; one that destroys what the page shows leads
 * to the address of another page.
 */
function action(context, { title, text, fields = [], request, code, confirmation, next, label = title }) {
  const preview = el('pre', { tabindex: 0, role: 'region', 'aria-label': `HTTP call: ${title}` });
  const error = el('p', { class: 'error', role: 'alert' });
  const form = el(
    'form',
    { class: 'action', 'aria-label': title, oninput: show, onsubmit: send },
    el('h3', {}, title),
    text && el('p', { class: 'quiet' }, text),
    fields.length > 0 && el('div', { class: 'row' }, fields.map(field)),
    preview,
    el('div', { class: 'row' },
      el('button', { class: 'primary' }, label),
      copyButton('Copy as curl', () => controlCurl(current())),
      copyButton('Copy as JUnit', () => code(valuesOf(form)) + '\n')),
    error,
  );

  function current() {
    return request(valuesOf(form));
  }

  function show() {
    preview.textContent = controlCall(current());
  }

  async function send(event) {
    event.preventDefault();
    error.textContent = '';
    if (confirmation && !window.confirm(confirmation)) {
      return;
    }
    const sent = current();
    try {
      await call(sent);
      context.called(sent, 'done');
      announce(`${title}: done`);
      if (next) {
        location.hash = next;
      } else {
        await context.refresh();
      }
    } catch (refused) {
      context.called(sent, String(refused.status ?? 'failed'));
      error.textContent = refused.message;
    }
  }

  show();
  return form;
}

/** The page. */
export async function actionsPage(context) {
  const { world } = context;
  const at = (...steps) => path(['worlds', world, ...steps]);
  const clock = el('div', {});
  const faults = el('div', {});
  const snapshots = el('div', {});

  async function update() {
    const [now, known, saved] = await Promise.all([
      call({ path: at('clock') }), call({ path: at('faults') }), call({ path: path(['snapshots']) })]);
    clock.replaceChildren(facts([['Time of the world', time(now.now)], ['Clock', now.frozen ? 'frozen' : 'running']]));
    replace(faults, known.faults, () => faultTable(known.faults));
    replace(snapshots, saved.snapshots, () => snapshotTable(saved.snapshots));
  }

  /** Replaces a list if it has changed, so that a button in it keeps the focus. */
  function replace(element, data, content) {
    const key = JSON.stringify(data);
    if (element.dataset.shown !== key) {
      element.dataset.shown = key;
      element.replaceChildren(content());
    }
  }

  function remove(label, where) {
    return el('button', { type: 'button', 'aria-label': label, onclick: async () => {
      const request = { method: 'DELETE', path: where };
      await call(request);
      context.called(request, 'done');
      announce(`${label}: done`);
      await context.refresh();
      document.getElementById('main').focus();
    }, title: controlCall({ method: 'DELETE', path: where }) }, 'Remove');
  }

  function faultTable(list) {
    return list.length === 0 ? el('p', {}, 'There are no faults.') : table(
      'Faults in their order',
      [['#', 'number'], 'Fault', 'Applies to', ['Matched', 'number'], ['Injected', 'number'], 'Remove'],
      list.map(({ number, rule: { fault, ...rest }, matched, fired }) => [
        String(number), fault, Object.entries(rest).map(([name, value]) => `${name}: ${value}`).join(', '),
        String(matched), String(fired), remove(`Remove fault ${number}`, at('faults', number))]));
  }

  function snapshotTable(list) {
    return list.length === 0 ? el('p', {}, 'There are no snapshots.') : table(
      'Snapshots', ['Name', 'Remove'],
      list.map(({ name }) => [name, remove(`Remove snapshot ${name}`, path(['snapshots', name]))]));
  }

  await update();
  const section = (title, status, actions) => [el('h2', {}, title), status, el('div', { class: 'actions' }, actions)];
  return {
    title: 'Controls',
    update,
    content: [
      section('Clock', clock, clockActions(context, at)),
      section('Faults', faults, faultActions(context, at)),
      context.state.sessions === undefined ? [] : section('Seeds', null, seedActions(context, at)),
      section('Snapshots', snapshots, snapshotActions(context, at)),
      section('World', null, worldActions(context, at)),
    ],
  };
}

function clockActions(context, at) {
  const clock = javaWorld(context.world) + '.clock()';
  const moment = (text) => `Instant.parse(${java(text)})`;
  return [
    action(context, {
      title: 'Freeze the clock',
      fields: [{ name: 'at', label: 'At (empty: now)', placeholder: '2030-01-01T00:00:00Z' }],
      request: (values) => ({ method: 'POST', path: at('clock', 'freeze'), body: values }),
      code: (values) => (values.at ? `${clock}.freezeAt(${moment(values.at)});` : `${clock}.freeze();`),
    }),
    action(context, {
      title: 'Set the clock',
      fields: [{ name: 'to', label: 'To', value: '2030-01-01T00:00:00Z', required: true }],
      request: ({ to = '' }) => ({ method: 'POST', path: at('clock', 'set'), body: { to } }),
      code: ({ to = '' }) => `${clock}.set(${moment(to)});`,
    }),
    action(context, {
      title: 'Advance the clock',
      fields: [{ name: 'by', label: 'By (ISO 8601)', value: 'PT1H', required: true }],
      request: ({ by = '' }) => ({ method: 'POST', path: at('clock', 'advance'), body: { by } }),
      code: ({ by = '' }) => `${clock}.advance(Duration.parse(${java(by)}));`,
    }),
    action(context, {
      title: 'Resume the clock',
      request: () => ({ method: 'POST', path: at('clock', 'resume') }),
      code: () => `${clock}.resume();`,
    }),
    action(context, {
      title: 'Reset the clock',
      request: () => ({ method: 'DELETE', path: at('clock') }),
      code: () => `${clock}.reset();`,
    }),
  ];
}

function faultActions(context, at) {
  const { contract, world } = context;
  const calls = { operation: 'operation', [contract.resource]: 'resourceId', method: 'method', path: 'path', times: 'times', every: 'every' };
  return [
    action(context, {
      title: 'Add a fault',
      fields: [
        { name: 'fault', label: 'Fault, as in X-Stub-Fault', value: 'status=503', required: true },
        { name: 'operation', label: 'Operation', options: [['', 'all'], ...contract.operations.map(({ id }) => id)] },
        { name: contract.resource, label: 'Resource' },
        { name: 'method', label: 'Method', options: [['', 'all'], 'GET', 'POST', 'PUT', 'PATCH', 'DELETE'] },
        { name: 'path', label: 'Path (* for any characters)' },
        { name: 'times', label: 'Times', type: 'number' },
        { name: 'every', label: 'Every', type: 'number' },
      ],
      request: (values) => ({ method: 'POST', path: at('faults'), body: values }),
      code: ({ fault = '', ...conditions }) => `${javaWorld(world)}.faults().add(FaultRule.of(Fault.parse(${java(fault)}))`
        + Object.entries(conditions).map(([name, value]) => `.${calls[name]}(${typeof value === 'number' ? value : java(value)})`).join('')
        + ');',
    }),
    action(context, {
      title: 'Remove all faults',
      request: () => ({ method: 'DELETE', path: at('faults') }),
      code: () => `${javaWorld(world)}.faults().clear();`,
    }),
  ];
}

function seedActions(context, at) {
  const states = context.contract.stateMachines[0]?.states ?? [];
  const seedText = ({ id = '', state, session = '{}' }) => `{"id":${JSON.stringify(id)},"state":${JSON.stringify(state)},"session":${session}}`;
  return [
    action(context, {
      title: 'Seed a session',
      fields: [
        { name: 'id', label: 'Id', value: 'cart-1', required: true },
        { name: 'state', label: 'State', options: states },
        { name: 'session', label: 'Content, as JSON', lines: true, value: '{"cartItems": [{"sku": "mug", "quantity": 2, "price": 10.5}]}' },
      ],
      request: (values) => ({ method: 'POST', path: at('sessions'), text: `{"sessions":[${seedText(values)}]}` }),
      // Content that is not JSON yet is shown as it is; the stub refuses it with the reason.
      code: (values) => javaSeed(context.world, seedText(values)),
    }),
  ];
}

function snapshotActions(context, at) {
  const { world } = context;
  const name = { name: 'name', label: 'Name', value: 'before', required: true };
  return [
    action(context, {
      title: 'Take a snapshot',
      fields: [name],
      request: (values) => ({ method: 'PUT', path: path(['snapshots', values.name ?? '']), body: { world } }),
      code: () => `var snapshot = ${javaWorld(world)}.snapshot();`,
    }),
    action(context, {
      title: 'Restore a snapshot',
      fields: [name],
      request: (values) => ({ method: 'POST', path: at('restore'), body: { snapshot: values.name ?? '' } }),
      code: () => `${javaWorld(world)}.restore(snapshot);`,
    }),
  ];
}

function worldActions(context, at) {
  const { world } = context;
  return [
    action(context, {
      title: 'Clear the journal',
      request: () => ({ method: 'DELETE', path: at('journal') }),
      code: () => `${javaWorld(world)}.journal().clear();`,
    }),
    action(context, {
      title: 'Reset the world',
      text: 'Deletes state, faults and exchanges, and resets clock and settings.',
      confirmation: `Reset the world ${world}?`,
      request: () => ({ method: 'POST', path: at('reset') }),
      code: () => `${javaWorld(world)}.reset();`,
    }),
    action(context, {
      title: 'Delete the world',
      text: 'The main world is reset instead.',
      confirmation: `Delete the world ${world}?`,
      request: () => ({ method: 'DELETE', path: at() }),
      code: () => `stub.worlds().drop(${java(world)});`,
      next: world === MAIN ? undefined : address([MAIN, 'controls']),
    }),
  ];
}
