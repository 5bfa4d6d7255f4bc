// Tests of a shop against the stub. They need Node 18 or later, Java 17 or later, and no packages:
// STUB_JAR=customer-session-stub.jar node --test
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { pay } from './shop.mjs';

const jar = process.env.STUB_JAR ?? 'customer-session-stub.jar';

// snippet
let stub;
let url;

before(async () => {
  stub = spawn('java', ['-jar', jar, 'serve', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: stub.stdout }), 'line');
  url = line.split(' ').pop(); // listening on http://127.0.0.1:54321
});

beforeEach(() => fetch(`${url}/__stub/worlds/main/reset`, { method: 'POST' }));

afterEach(async () => {
  const report = await (await fetch(`${url}/__stub/worlds/main/violations`)).json();
  assert.equal(report.errors, 0, report.summary);
});

after(() => stub.kill());
// end

const read = (order) =>
  fetch(`${url}/v2/customer_sessions/${order}`, { headers: { Authorization: 'ApiKey-v1 secret' } });

test('a paid order is closed', async () => {
  await pay(url, 'order-1', [{ name: 'Mug', sku: 'mug', quantity: 2, price: 10.5 }]);

  const { customerSession } = await (await read('order-1')).json();
  assert.equal(customerSession.state, 'closed');
  assert.equal(customerSession.total, 21);
});

test('each test starts without sessions', async () => {
  assert.equal((await read('order-1')).status, 404);
});
