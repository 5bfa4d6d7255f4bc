// Violations of the contract, each beside the passage of the document that states the rule.

import { el, facts, link, time } from './elements.js';
import { call, path } from './api.js';
import { passage } from './document.js';

/** Returns a violation with its passage. */
export function violationView(violation, { world }, heading = 'h2') {
  return el(
    'article',
    { class: 'violation' },
    el(heading, {},
      el('span', { class: violation.severity }, violation.severity), ' ', violation.rule,
      violation.count > 1 && el('span', { class: 'quiet' }, ` ${violation.count} times`)),
    el('p', {}, violation.details),
    facts([
      ['Request', `${violation.method} ${violation.path}`],
      ['Location', violation.location],
      ['Sent', violation.sent],
      ['Valid form', violation.rightForm],
      ['The real API', violation.consequence],
      ['This stub', violation.refused ? 'refused the request' : 'handled the request'],
      ['Caller', violation.userAgent],
      ['Exchange', violation.exchange !== undefined && link([world, 'journal', violation.exchange], {}, String(violation.exchange), { 'aria-label': `Exchange ${violation.exchange}` })],
      ['Time', time(violation.time)],
    ]),
    passage(violation.documented),
  );
}

/** The report of a world. */
export async function violationsPage(context) {
  const { world } = context;
  const summary = el('p', {});
  const list = el('div', {});

  async function update() {
    const report = await call({ path: path(['worlds', world, 'violations']) });
    summary.textContent = `${counted(report.errors, 'error')}, ${counted(report.warnings, 'warning')}`;
    // Open passages stay open, and the focus stays where it is, if nothing has changed.
    const shown = JSON.stringify([report.violations, report.expected]);
    if (list.dataset.shown !== shown) {
      list.dataset.shown = shown;
      list.replaceChildren(
        ...(report.violations.length > 0 ? report.violations.map((each) => violationView(each, context)) : [el('p', {}, 'No contract violations.')]),
        ...expected(report.expected),
      );
    }
  }

  await update();
  return { title: 'Violations', content: [summary, list], update };
}

const counted = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;

function expected(counts) {
  return counts.length === 0 ? [] : [
    el('h2', {}, 'Expected violations'),
    el('ul', {}, counts.map((each) => el('li', {}, `${each.rule} at ${each.location || '(no location)'}: ${each.count} times`))),
  ];
}
