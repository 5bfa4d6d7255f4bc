// The console of the runnable jar in a real browser: every page and every button, in both color schemes, by keyboard
// alone, and checked for accessibility.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { YEAR, comparable, difference, pictureOf, rendered } from './pictures.mjs';

const jar = process.env.STUB_JAR ?? fileURLToPath(new URL('../../../target/customer-session-stub.jar', import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TOKEN = 'token-of-this-test';
const HOSTILE = '<img src=x onerror=alert(1)>';
const COLOR_SCHEMES = ['light', 'dark'];
const PICTURES = fileURLToPath(new URL('../../../../pictures/', import.meta.url));
const RECORD_PICTURES = 'CONSOLE_PICTURES=record npm test -- --test-name-pattern=picture';
// What users notice is less; a machine with other work is slower.
const MAX_RESPONSE_MILLIS = 5000;
const PAGES = ['resources', 'resources/order-1', 'journal', 'journal/1', 'violations', 'controls'];

let browser;
let colorScheme = COLOR_SCHEMES[0];
let stub;
let page;
let urls;
let problems;

async function startStub(...options) {
  const process = spawn('java', ['-cp', jar, 'io.customersession.stub.cli.Main', 'serve', '--port', '0', '--log', 'off', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return listening(process);
}

async function listening(process) {
  const [line] = await once(createInterface({ input: process.stdout }), 'line');
  return { process, url: line.slice('listening on '.length).split(' ')[0] };
}

async function stop({ process }) {
  process.kill('SIGTERM');
  await once(process, 'exit');
}

async function send(method, path, body, headers = {}) {
  const response = await fetch(stub.url + path, {
    method,
    headers: { Authorization: path.startsWith('/__stub') ? `Bearer ${TOKEN}` : 'ApiKey-v1 anything', 'Content-Type': 'application/json', ...headers },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text && JSON.parse(text) };
}

const put = (id, customerSession) => send('PUT', `/v2/customer_sessions/${id}`, { customerSession });

async function control(method, path, body) {
  const { status, body: content } = await send(method, `/__stub/${path}`, body);
  assert.ok(status < 300, `${method} ${path}: ${status}`);
  return content;
}

async function openPage(options = {}) {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'], colorScheme, ...options });
  page = await context.newPage();
  urls = [];
  problems = [];
  page.on('request', (request) => urls.push(request.url()));
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('dialog', (dialog) => dialog.accept());
}

async function go(where) {
  // From another page: an address that differs in its fragment only does not load.
  await page.goto('about:blank');
  await page.goto(`${stub.url}/__stub/console#/main/${where}`);
  await page.locator('h1').waitFor();
}

async function accessibilityProblems() {
  await page.evaluate(axe);
  const { violations } = await page.evaluate('axe.run()');
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Waits until a condition holds; the page's policy does not let Playwright evaluate one there. */
async function until(condition, meaning) {
  for (let i = 0; i < 200; i++) {
    if (await condition()) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail(meaning ?? String(condition));
}

const rows = () => page.locator('tbody tr').count();
const focused = () => page.evaluate('document.activeElement.textContent');

/** Waits for the page that an action leads to. */
async function leads(act) {
  await page.locator('h1').evaluate((heading) => heading.setAttribute('data-old', ''));
  await act();
  await page.locator('h1:not([data-old])').waitFor();
}

const action = (title) => page.getByRole('form', { name: title, exact: true });
const press = (title) => action(title).getByRole('button', { name: title, exact: true }).click();
const copied = () => page.evaluate('navigator.clipboard.readText()');
const lastCall = (text) => page.getByText(`Last call: ${text}: done`, { exact: true }).waitFor();

/** Declares a suite of tests for each color scheme. */
function inEachColorScheme(name, declareTests) {
  for (const each of COLOR_SCHEMES) {
    describe(`${name}, color scheme ${each}`, () => {
      before(() => {
        colorScheme = each;
      });

      declareTests();
    });
  }
}

before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  stub = await startStub();
});

after(async () => {
  await browser.close();
  await stop(stub);
});

beforeEach(async () => {
  await control('DELETE', 'worlds');
  await put('order-1', { nothing: 1, cartItems: [{ name: HOSTILE, sku: 'mug', quantity: 2, price: 10.5 }] });
  await put('order-1', { state: 'closed' });
  await put('order-1', { state: 'partially_returned' });
});

afterEach(async () => {
  await page.context().close();
  assert.deepEqual(problems, []);
  assert.deepEqual(urls.filter((url) => new URL(url).host !== new URL(stub.url).host), []);
});

inEachColorScheme('pages', () => {
  for (const where of PAGES) {
    test(`page_${where}_isAccessible`, async () => {
      await openPage();
      await go(where);
      for (const passage of await page.locator('details summary').all()) {
        await passage.click();
        await page.locator('pre .marked').first().waitFor();
      }
      assert.deepEqual(await accessibilityProblems(), []);
      assert.equal(await page.evaluate('getComputedStyle(document.body).backgroundColor === "rgb(255, 255, 255)"'), colorScheme === 'light');
    });
  }
});

for (const where of PAGES) {
  test(`page_${where}OnANarrowScreen_needsNoScrollingToTheSide`, async () => {
    await openPage({ viewport: { width: 320, height: 640 } });
    await go(where);
    assert.ok(await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth'));
  });
}

inEachColorScheme('pictures', () => {
  beforeEach(drawnWorld);

  // The pages of the README, and the headings that they end at.
  for (const [name, where, end] of [
    ['session', 'resources/order-1', 'Violations'],
    ['journal', 'journal'],
    ['violation', 'violations'],
    ['controls', 'controls', 'Seeds'],
  ]) {
    test(`picture_${name}_looksLikeTheConsole`, async () => {
      await openPage();
      await go(where);
      for (const passage of await page.locator('details summary').all()) {
        await passage.click();
        await page.locator('pre .marked').first().waitFor();
      }
      // What has the focus shows it.
      await page.evaluate('document.activeElement.blur()');
      const picture = await pictureOf(page, end);
      const file = join(PICTURES, `${name}.svg`);
      if (process.env.CONSOLE_PICTURES === 'record') {
        writeFileSync(file, picture);
      }
      assert.equal(comparable(readFileSync(file, 'utf8')), comparable(picture), `${file} shows another console; renew it: ${RECORD_PICTURES}`);
      assert.doesNotMatch(picture, /<script|url\(|data:| on[a-z]+="/);
      assert.ok(picture.length < 40_000, `${name} has ${picture.length} characters`);
      const share = await difference(browser, await page.screenshot(), await rendered(browser, picture, colorScheme));
      assert.ok(share < 0.001, `${share} of the pixels differ`);
    });
  }
});

/** Makes a world that is the same on each run. */
async function drawnWorld() {
  await control('DELETE', 'worlds');
  await control('POST', 'worlds/main/clock/freeze', { at: `${YEAR}-03-01T09:00:00Z` });
  await control('POST', 'worlds/main/faults', { fault: 'status=503', operation: 'getCustomerSession', times: 1 });
  const mugs = { name: 'Mug', sku: 'mug', quantity: 2, price: 10.5 };
  for (const [method, path, body] of [
    ['PUT', '', { customerSession: { profileId: 'jane', cartItems: [mugs] } }],
    ['GET', ''],
    ['GET', ''],
    ['PUT', '', { customerSession: { state: 'closed' } }],
    ['POST', '/returns', { return: { returnedCartItems: [{ position: 0, quantity: 1 }] } }],
    ['PUT', '', { customerSession: { state: 'open' } }],
  ]) {
    await send(method, `/v2/customer_sessions/order-1${path}`, body, { 'User-Agent': 'shop/1.0' });
    await control('POST', 'worlds/main/clock/advance', { by: 'PT90S' });
  }
}

test('session_isShown_withStatePathViolationsAndContent', async () => {
  await openPage();
  await go('resources');
  await page.getByRole('link', { name: 'order-1' }).click();
  await page.getByRole('heading', { name: 'Session order-1' }).waitFor();
  await page.getByRole('img', { name: 'State machine SessionState, in state closed' }).waitFor();
  assert.equal(await page.locator('svg .current').count(), 1);
  assert.equal(await page.locator('svg .last').count(), 1);
  assert.equal(await page.locator('svg .edge').count(), 10);
  assert.deepEqual(await page.locator('ol li').allTextContents(), [
    '(new) → open by updateCustomerSessionV2 in exchange 1',
    'open → closed by updateCustomerSessionV2 in exchange 2',
  ]);
  assert.deepEqual(await page.getByRole('article').getByRole('heading').allTextContents(), ['error illegal-transition', 'error unknown-property']);
  assert.match(await page.getByRole('region', { name: 'Content', exact: true }).textContent(), /"price": 10\.5,/);
});

test('sentMarkup_isShownAsText', async () => {
  await openPage();
  await go('journal/1');
  assert.ok((await page.getByRole('region', { name: 'Body of the request' }).textContent()).includes(HOSTILE));
  await go('resources/order-1');
  assert.ok((await page.getByRole('region', { name: 'Content', exact: true }).textContent()).includes(HOSTILE));
  assert.equal(await page.locator('img').count(), 0);
});

test('violation_isShownBesideThePassageOfTheDocument', async () => {
  await openPage();
  await go('violations');
  await page.getByText('Document: #/components/schemas/SessionState/x-state-machine').click();
  const quoted = page.getByRole('region', { name: /customer-session\.yaml from line/ });
  assert.match(await quoted.locator('.marked').textContent(), /^ +\d+ +x-state-machine:$/);
  assert.match(await quoted.textContent(), /refused: 400/);
});

inEachColorScheme('lists', () => {
  test('journal_isFiltered', async () => {
    await send('GET', '/v2/customer_sessions/other', undefined, { 'X-Stub-Fault': 'status=503' });
    await openPage();
    await go('journal');
    const numbers = () => page.locator('tbody tr td:first-child').allTextContents();
    const filtered = async (label, value) => {
      if (page.url().includes('?')) {
        await leads(() => page.getByRole('link', { name: 'Remove filters' }).click());
      }
      const input = page.getByLabel(label, { exact: true });
      await ((await input.evaluate((element) => element.tagName)) === 'SELECT' ? input.selectOption(value) : input.fill(value));
      await leads(() => page.getByRole('button', { name: 'Filter', exact: true }).click());
      assert.equal(await page.getByLabel(label, { exact: true }).inputValue(), value);
      return numbers();
    };
    assert.deepEqual(await numbers(), ['4', '3', '2', '1']);
    assert.deepEqual(await filtered('Operation', 'getCustomerSession'), ['4']);
    assert.deepEqual(await filtered('Resource', 'order-1'), ['3', '2', '1']);
    assert.deepEqual(await filtered('Method', 'GET'), ['4']);
    assert.deepEqual(await filtered('Status', '400'), ['3']);
    assert.deepEqual(await filtered('Rule', 'unknown-property'), ['1']);
    assert.deepEqual(await filtered('Violations', 'false'), ['4', '2']);
    assert.deepEqual(await filtered('Faults', 'true'), ['4']);
  });

  test('longLists_areShownInPages', async () => {
    await control('POST', 'worlds/main/sessions', { sessions: Array.from({ length: 250 }, (_, i) => ({ id: `seed-${i}` })) });
    for (let i = 0; i < 150; i++) {
      await send('GET', `/v2/customer_sessions/seed-${i}`);
    }
    await openPage();
    await go('resources');
    assert.equal(await page.locator('tbody tr').count(), 100);
    await page.getByRole('button', { name: 'Show older' }).click();
    await page.locator('tbody tr').nth(199).waitFor();
    await page.getByRole('button', { name: 'Show older' }).click();
    await page.locator('tbody tr').nth(250).waitFor();
    await page.getByRole('button', { name: 'Show older' }).waitFor({ state: 'hidden' });
    await page.getByLabel('Id or a part of it').fill('ED-24');
    await leads(() => page.getByRole('button', { name: 'Filter', exact: true }).click());
    assert.equal(await rows(), 11);
    await go('journal');
    assert.equal(await page.locator('tbody tr').count(), 100);
    await page.getByRole('button', { name: 'Show older exchanges' }).click();
    await page.locator('tbody tr').nth(152).waitFor();
  });
});

test('newExchange_appearsWhileLiveIsOn', async () => {
  await openPage();
  await go('journal');
  await page.locator('tbody tr').nth(2).waitFor();
  await put('order-2', {});
  await page.locator('tbody tr').nth(3).waitFor();
  assert.equal(await page.locator('tbody tr').first().locator('td').first().textContent(), '4');
  await page.locator('#announcements').filter({ hasText: '1 new exchange' }).waitFor();
  await page.getByText('Journal (4)').waitFor();
  await control('POST', 'worlds/main/reset');
  await until(async () => (await rows()) === 0);
  await page.getByLabel('Live').uncheck();
  await put('order-3', {});
  await page.getByLabel('Live').check();
  await until(async () => (await rows()) === 1);
});

test('page_nothingChanges_asksForNothing', async () => {
  await openPage();
  await go('journal');
  await until(() => urls.at(-1).endsWith('/__stub/worlds/main/events'));
  const asked = urls.length;
  // Longer than the time after which a stub that cannot stream is asked again.
  await new Promise((resolve) => setTimeout(resolve, 2500));
  assert.equal(urls.length, asked);
  await control('POST', 'worlds/other/reset');
  await put('order-9', {});
  await page.getByLabel('World').selectOption('other');
  await until(() => urls.at(-1).endsWith('/__stub/worlds/other/events'));
});

inEachColorScheme('buttons', () => {
  beforeEach(async () => {
    await openPage();
    await go('controls');
  });

  test('clock_isControlled', async () => {
    await action('Freeze the clock').getByLabel('At (').fill('2030-01-01T00:00:00Z');
    await press('Freeze the clock');
    await lastCall('POST /__stub/worlds/main/clock/freeze {"at":"2030-01-01T00:00:00Z"}');
    await press('Advance the clock');
    await lastCall('POST /__stub/worlds/main/clock/advance {"by":"PT1H"}');
    assert.deepEqual(await control('GET', 'worlds/main/clock'), { now: '2030-01-01T01:00:00.000000Z', frozen: true });
    await action('Set the clock').getByLabel('To').fill('2031-01-01T00:00:00Z');
    await press('Set the clock');
    await page.getByText(/^2031-01-01 00:00:00/).waitFor();
    await press('Resume the clock');
    await page.getByText('running', { exact: true }).waitFor();
    assert.match((await control('GET', 'worlds/main/clock')).now, /^2031/);
    await press('Reset the clock');
    await lastCall('DELETE /__stub/worlds/main/clock');
    assert.doesNotMatch((await control('GET', 'worlds/main/clock')).now, /^2031/);
  });

  test('faults_areAddedAndRemoved', async () => {
    const form = action('Add a fault');
    await form.getByLabel('Operation').selectOption('getCustomerSession');
    await form.getByLabel('Times').fill('1');
    await press('Add a fault');
    await lastCall('POST /__stub/worlds/main/faults {"fault":"status=503","operation":"getCustomerSession","times":1}');
    assert.equal((await send('GET', '/v2/customer_sessions/order-1')).status, 503);
    assert.equal((await send('GET', '/v2/customer_sessions/order-1')).status, 200);
    await page.getByRole('button', { name: 'Remove fault 1' }).click();
    await page.getByText('There are no faults.').waitFor();
    await press('Add a fault');
    await page.getByRole('button', { name: 'Remove fault 2' }).waitFor();
    await press('Remove all faults');
    await page.getByText('There are no faults.').waitFor();
  });

  test('invalidFault_isExplained', async () => {
    problems = { push: () => {} }; // the browser reports every status of 400 and more
    await action('Add a fault').getByRole('textbox', { name: 'Fault' }).fill('nonsense');
    await press('Add a fault');
    await action('Add a fault').getByRole('alert').filter({ hasText: 'nonsense' }).waitFor();
    problems = [];
  });

  test('sessionsAndSnapshots_areSeededAndRestored', async () => {
    await press('Take a snapshot');
    await page.getByRole('button', { name: 'Remove snapshot before' }).waitFor();
    await action('Seed a session').getByLabel('State').selectOption('closed');
    await press('Seed a session');
    await page.getByText('Sessions (2)').waitFor();
    assert.equal((await control('GET', 'worlds/main/sessions/cart-1')).summary.state, 'closed');
    await press('Restore a snapshot');
    await page.getByText('Sessions (1)').waitFor();
    await page.getByRole('button', { name: 'Remove snapshot before' }).click();
    await page.getByText('There are no snapshots.').waitFor();
  });

  test('world_isClearedResetAndDeleted', async () => {
    await press('Clear the journal');
    await page.getByText('Journal (0)').waitFor();
    await page.getByText('Sessions (1)').waitFor();
    await press('Reset the world');
    await page.getByText('Sessions (0)').waitFor();
    await send('PUT', '/v2/customer_sessions/a', { customerSession: {} }, { 'X-Stub-World': 'other' });
    await page.reload();
    await page.getByLabel('World', { exact: true }).selectOption('other');
    await page.getByText('Sessions (1)').waitFor();
    await press('Delete the world');
    await lastCall('DELETE /__stub/worlds/other');
    await page.getByText('Sessions (0)').waitFor();
    assert.equal(await page.getByLabel('World', { exact: true }).inputValue(), 'main');
    assert.match(page.url(), /#\/main\/controls$/);
    assert.deepEqual((await control('GET', 'worlds')).worlds.map(({ name }) => name), ['main']);
  });
});

inEachColorScheme('copies', () => {
  test('curl_repeatsTheCall', async () => {
    await openPage();
    await go('controls');
    await action('Freeze the clock').getByLabel('At').fill('2030-01-01T00:00:00Z');
    await action('Freeze the clock').getByRole('button', { name: 'Copy as curl' }).click();
    await page.getByText('Copied').waitFor();
    execFileSync('sh', ['-e', '-c', await copied()], { stdio: 'ignore' });
    assert.deepEqual(await control('GET', 'worlds/main/clock'), { now: '2030-01-01T00:00:00.000000Z', frozen: true });

    await go('journal/1');
    await page.getByRole('button', { name: 'Copy as curl' }).click();
    await page.getByText('Copied').waitFor();
    await control('POST', 'worlds/main/reset');
    execFileSync('sh', ['-e', '-c', await copied()], { stdio: 'ignore' });
    const [repeated] = (await control('GET', 'worlds/main/journal')).exchanges;
    assert.equal(repeated.operation, 'updateCustomerSessionV2');
    assert.ok(repeated.body.includes(HOSTILE));
  });

  test('seedAsCurl_bringsTheSessionBack', async () => {
    await openPage();
    await go('resources/order-1');
    await page.getByRole('button', { name: 'Copy as seed for curl' }).click();
    await page.getByText('Copied').waitFor();
    const { session } = await control('GET', 'worlds/main/sessions/order-1');
    // The page would ask for the session that is gone.
    await page.getByLabel('Live').uncheck();
    await control('POST', 'worlds/main/reset');
    execFileSync('sh', ['-e', '-c', await copied()], { stdio: 'ignore' });
    const { session: again } = await control('GET', 'worlds/main/sessions/order-1');
    assert.deepEqual([again.state, again.cartItems, again.created], [session.state, session.cartItems, session.created]);
  });

  test('javaCode_compilesAndRuns', async () => {
    await openPage();
    await go('controls');
    const statements = [];
    for (const form of await page.locator('form.action').all()) {
      await form.getByRole('button', { name: 'Copy as JUnit' }).click();
      await page.getByText('Copied').waitFor();
      statements.push(await copied());
    }
    await go('resources/order-1');
    await page.getByRole('button', { name: 'Copy as seed for JUnit' }).click();
    await page.getByText('Copied').waitFor();
    statements.push(await copied());
    await go('journal/1');
    await page.getByRole('button', { name: 'Copy as JUnit' }).click();
    await page.getByText('Copied').waitFor();
    const repeat = await copied();
    assert.equal(statements.length, 14);
    runJava(statements.join('  '), repeat);
  });

  test('textIsShown_ifTheBrowserDoesNotCopy', async () => {
    await openPage();
    await page.addInitScript('Object.defineProperty(navigator, "clipboard", { value: undefined })');
    await go('journal/1');
    await page.getByRole('button', { name: 'Copy as curl' }).click();
    assert.match(await page.getByRole('region', { name: 'Copy as curl' }).textContent(), /^curl -X PUT/);
  });
});

/** Runs statements on a stub, and then a test method. JUnit's annotation is not in the runnable jar. */
function runJava(statements, method) {
  const directory = mkdtempSync(join(tmpdir(), 'console-'));
  try {
    const file = join(directory, 'Copied.java');
    writeFileSync(file, `
import io.customersession.contract.stub.fault.*;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.session.SessionSeed;
import java.net.URI;
import java.net.http.*;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.*;

class Copied {
  @interface Test {}

  public static void main(String[] args) throws Exception {
    try (CustomerSessionStub stub = CustomerSessionStub.start()) {
      ${statements}
      stub.reset();
      for (java.lang.reflect.Method each : Copied.class.getDeclaredMethods()) {
        if (each.getName().startsWith("updateCustomerSessionV2_")) {
          each.invoke(new Copied(), stub);
          System.out.println("ran " + each.getName());
        }
      }
    }
  }

  ${method}
}
`);
    const out = execFileSync('java', ['-cp', jar, file], { encoding: 'utf8' });
    assert.match(out, /ran updateCustomerSessionV2_Order1_isRepeated_returns200/);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

inEachColorScheme('keyboard', () => {
  test('keyboardAlone_reachesPagesFiltersAndButtons', async () => {
    await openPage();
    await go('journal');
    const tabTo = async (name) => {
      for (let i = 0; i < 100; i++) {
        await page.keyboard.press('Tab');
        const label = await page.evaluate('document.activeElement.ariaLabel ?? document.activeElement.labels?.[0]?.textContent ?? document.activeElement.textContent');
        if (label.startsWith(name)) {
          // What has the focus shows it.
          assert.notEqual(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle'), 'none', name);
          return;
        }
      }
      assert.fail(`no Tab leads to ${name}`);
    };
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate('document.activeElement.id'), 'main');
    // The link that skips the navigation leads to no other page.
    assert.ok(page.url().endsWith('#/main/journal'), page.url());
    assert.equal(await page.locator('h1').textContent(), 'Journal');
    await go('resources');
    await page.locator('h1').waitFor();
    await tabTo('Journal');
    await page.keyboard.press('Enter');
    await until(async () => (await focused()) === 'Journal');
    await tabTo('Status');
    await page.keyboard.type('400');
    await page.keyboard.press('Enter');
    await until(async () => (await rows()) === 1);
    await tabTo('Exchange 3');
    await page.keyboard.press('Enter');
    await until(async () => (await focused()).startsWith('Exchange 3: PUT'));
    await page.reload();
    await page.locator('h1').waitFor();
    await tabTo('Controls');
    await page.keyboard.press('Enter');
    await until(async () => (await focused()) === 'Controls');
    await tabTo('Take a snapshot');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove snapshot before' }).waitFor();
    assert.equal(await focused(), 'Take a snapshot');
  });
});

/** Returns the code of a click; the page runs it, so that the time of the test's connection does not count. */
async function click(locator) {
  await locator.evaluate((element) => element.setAttribute('data-act', ''));
  return 'const element = document.querySelector("[data-act]"); element.removeAttribute("data-act"); element.click()';
}

const AT_THE_END = 'innerHeight + scrollY >= document.body.scrollHeight - 2';

// As with a wheel, in steps of a screen.
const SCROLL = `const step = () => { scrollBy(0, innerHeight); ${AT_THE_END} || requestAnimationFrame(step); }; step()`;

/** Returns how many milliseconds an act takes until its effect is painted, and the longest time between frames. */
function response(act, isDone) {
  return page.evaluate(`new Promise((resolve) => {
    const begin = performance.now();
    let last = begin;
    let longestFrame = 0;
    const isDone = (rows, heading) => ${isDone};
    const frame = (now) => {
      longestFrame = Math.max(longestFrame, now - last);
      last = now;
      if (isDone([...document.querySelectorAll('tbody tr')], document.querySelector('h1')?.textContent ?? '')) {
        requestAnimationFrame((painted) => resolve({ millis: painted - begin, longestFrame }));
      } else {
        requestAnimationFrame(frame);
      }
    };
    requestAnimationFrame(frame);
    ${act};
  })`);
}

test('largeWorld_isShownInPagesOfBoundedSize_andRespondsInTime', async (context) => {
  await control('POST', 'worlds/main/reset');
  for (let batch = 0; batch < 100; batch++) {
    const sessions = Array.from({ length: 1000 }, (_, i) => ({ id: `seed-${batch}-${i}` }));
    await control('POST', 'worlds/main/sessions', { sessions });
  }
  for (let batch = 0; batch < 250; batch++) {
    await Promise.all(Array.from({ length: 40 }, (_, i) => send('GET', `/v2/customer_sessions/seed-1-${i}`)));
  }
  await openPage();
  const sizes = [];
  page.on('response', (response) => sizes.push(Number(response.headers()['content-length'] ?? 0)));
  for (const where of ['resources', 'resources/seed-1-1', 'journal', 'violations', 'controls']) {
    await go(where);
    assert.ok((await rows()) <= 300, where);
  }
  await page.getByText('Sessions (100000)').waitFor();
  await page.getByText('Journal (10000)').waitFor();
  assert.ok(Math.max(...sizes) < 100_000, String(sizes));

  const button = (name) => page.getByRole('button', { name, exact: true });
  const cases = [
    ['show older sessions', 'resources', async () => click(button('Show older')), 'rows.length === 200'],
    ['scroll the sessions', 'resources', async () => SCROLL, AT_THE_END],
    ['filter 100,000 sessions', 'resources', async () => {
      await page.getByLabel('Id or a part of it').fill('d-24-24');
      return click(button('Filter'));
    }, 'rows.length === 11'],
    ['open a session', 'resources?id=d-24-24', async () => click(page.getByRole('link', { name: 'seed-24-240' })), 'heading === "Session seed-24-240"'],
    ['show older exchanges', 'journal', async () => click(button('Show older exchanges')), 'rows.length === 200'],
    ['scroll the journal', 'journal', async () => SCROLL, AT_THE_END],
    ['filter 10,000 exchanges', 'journal', async () => {
      await page.getByLabel('Resource', { exact: true }).fill('seed-1-7');
      return click(button('Filter'));
    }, 'rows.length === 100 && rows.every((row) => row.textContent.includes("seed-1-7"))'],
    ['open an exchange', 'journal', async () => click(page.locator('tbody a').first()), 'heading.startsWith("Exchange ")'],
  ];
  for (const [what, where, prepare, isDone] of cases) {
    let millis = Infinity;
    // The machine may be busy with something else; what is always slow is slow every time.
    for (let attempt = 1; attempt <= 3 && millis >= MAX_RESPONSE_MILLIS; attempt++) {
      await go(where);
      const measured = await response(await prepare(), isDone);
      millis = measured.millis;
      context.diagnostic(`${what}: ${Math.round(millis)} ms, the longest frame ${Math.round(measured.longestFrame)} ms`);
    }
    assert.ok(millis < MAX_RESPONSE_MILLIS, `${what}: ${millis} ms`);
  }
});

test('stubOfAnotherDocument_showsWhatItsJournalNames', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'console-'));
  const sessions = stub;
  const file = join(directory, 'OtherStub.java');
  writeFileSync(file, OTHER_STUB);
  stub = await listening(spawn('java', ['-cp', jar, file], { stdio: ['ignore', 'pipe', 'inherit'] }));
  try {
    await send('GET', '/v2/customer_sessions/thing-1');
    await openPage();
    await go('resources');
    await page.getByRole('heading', { name: 'Resources' }).waitFor();
    assert.deepEqual(await accessibilityProblems(), []);
    await page.getByRole('link', { name: 'thing-1' }).click();
    await page.getByRole('heading', { name: 'Resource thing-1' }).waitFor();
    assert.equal(await rows(), 1);
    assert.equal(await page.locator('svg').count(), 0);
    assert.deepEqual(await accessibilityProblems(), []);
    await go('controls');
    assert.equal(await action('Seed a session').count(), 0);
    await press('Freeze the clock');
    await page.getByText('frozen', { exact: true }).waitFor();
    assert.equal((await control('GET', 'worlds/main/clock')).frozen, true);
    const other = new URL(stub.url).host;
    assert.deepEqual(urls.filter((url) => !url.startsWith('about:') && new URL(url).host !== other), []);
    urls = [];
  } finally {
    // The example is killed in the middle of the response that the page reads.
    await page.close();
    await stop(stub);
    stub = sessions;
    rmSync(directory, { recursive: true });
  }
});

// A stub that knows neither a state machine nor what it stores.
const OTHER_STUB = `
import io.customersession.contract.operation.*;
import io.customersession.contract.stub.*;
import io.customersession.contract.stub.http.HttpError;
import io.customersession.stub.api.ApiOperation;
import java.util.*;

class OtherStub {
  public static void main(String[] args) {
    StubApi api = new StubApi() {
      public List<? extends Operation> operations() {
        return List.of(ApiOperation.values());
      }

      public List<UnservedOperation> unservedOperations() {
        return List.of();
      }

      public Object call(Operation operation, Map<String, Object> parameters, Object body) {
        throw HttpError.of(404, "There is nothing here");
      }
    };
    System.out.println("listening on " + StubServer.builder(world -> api).start().url());
  }
}
`;

inEachColorScheme('with a token', () => {
  let open;

  before(async () => {
    open = stub;
    process.env.STUB_CONTROL_TOKEN = TOKEN;
    stub = await startStub();
    delete process.env.STUB_CONTROL_TOKEN;
  });

  after(async () => {
    await stop(stub);
    stub = open;
  });

  test('page_asksForIt_andKeepsItOutOfUrls', async () => {
    await openPage();
    problems = { push: () => {} }; // the browser reports every 401
    await page.goto(`${stub.url}/__stub/console`);
    await page.getByRole('textbox', { name: 'Token' }).fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByText('The stub does not accept this token.').waitFor();
    assert.deepEqual(await accessibilityProblems(), []);
    await page.getByRole('textbox', { name: 'Token' }).fill(TOKEN);
    await page.getByRole('button', { name: 'Use token' }).click();
    await page.getByRole('heading', { name: 'Sessions' }).waitFor();
    problems = [];
    await page.reload();
    await page.getByRole('heading', { name: 'Sessions' }).waitFor();
    assert.equal(await page.evaluate('Object.keys(localStorage).length'), 0);
    assert.equal(await page.evaluate('document.cookie'), '');
    await page.getByRole('link', { name: 'Controls' }).click();
    await action('Resume the clock').getByRole('button', { name: 'Copy as curl' }).click();
    await page.getByText('Copied').waitFor();
    assert.match(await copied(), /-H "Authorization: Bearer \$STUB_CONTROL_TOKEN"$/);
    execFileSync('sh', ['-e', '-c', await copied() + ' --fail'], { stdio: 'ignore', env: { ...process.env, STUB_CONTROL_TOKEN: TOKEN } });
    assert.deepEqual(urls.filter((url) => url.includes(TOKEN) || url.includes('wrong')), []);
  });
});
