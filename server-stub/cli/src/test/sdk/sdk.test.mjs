// The vendor's own SDKs from the npm registry, unmodified, against the runnable stub: every session operation they have.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const jar = fileURLToPath(new URL('../../../target/customer-session-stub.jar', import.meta.url));
const ODD_ID = 'Order 1/ä+?#%;=';

/** The operations of the document that the stub serves. */
const SERVED = readFileSync(new URL('../../../../../openapi/contract/customer-session.yaml', import.meta.url), 'utf8')
  .split(/^    (?:get|put|post|delete):$/m)
  .filter((operation) => !/^      x-served: false$/m.test(operation))
  .map((operation) => operation.match(/^      operationId: (\w+)$/m)?.[1])
  .filter((operationId) => operationId);

/** The operations that were called, by SDK. */
const called = { talon_one_4: new Set(), talon_one_5: new Set() };

let stub;
let url;

before(async () => {
  stub = spawn('java', ['-jar', jar, 'serve', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: stub.stdout }), 'line');
  assert.match(line, /^listening on http:\/\/127\.0\.0\.1:\d+$/);
  url = line.slice('listening on '.length);
});

after(async () => {
  stub.kill('SIGTERM');
  await once(stub, 'exit');
});

function sdk(name) {
  const talon = require(name);
  const client = new talon.ApiClient();
  client.basePath = url;
  Object.assign(client.authentications.api_key_v1, { apiKeyPrefix: 'ApiKey-v1', apiKey: 'deadbeef' });
  // The older one knows managers' tokens only.
  const { management_key: managementKey, manager_auth: managerToken } = client.authentications;
  Object.assign(managementKey ?? managerToken, {
    apiKeyPrefix: managementKey ? 'ManagementKey-v1' : 'Bearer',
    apiKey: 'deadbeef',
  });
  return {
    talon,
    integration: recorded(name, new talon.IntegrationApi(client)),
    management: recorded(name, new talon.ManagementApi(client)),
  };
}

/** Returns an API of an SDK that records which of its operations are called. */
function recorded(name, api) {
  return new Proxy(api, {
    get(target, operation) {
      const value = target[operation];
      if (typeof value !== 'function') {
        return value;
      }
      return (...args) => {
        called[name].add(operation);
        return value.apply(target, args);
      };
    },
  });
}

function request(talon, session, responseContent) {
  const body = new talon.IntegrationRequest(Object.assign(new talon.NewCustomerSessionV2(), session));
  if (responseContent) {
    body.responseContent = responseContent;
  }
  return body;
}

async function refusal(call) {
  try {
    await call;
  } catch (error) {
    return { status: error.status, body: error.response?.body ?? JSON.parse(error.response.text) };
  }
  assert.fail('the call got success');
}

function item(talon, sku, quantity, price) {
  return Object.assign(new talon.CartItem(sku, quantity), { name: sku, quantity, sku, price });
}

describe('talon_one 4.3.0', () => {
  test('v1: create, update, close, cancel', async () => {
    const { talon, integration } = sdk('talon_one_4');
    const created = await integration.updateCustomerSession(
      'v1',
      Object.assign(new talon.NewCustomerSession(), {
        profileId: 'ann',
        coupon: 'SAVE',
        total: 21,
        cartItems: [item(talon, 'a', 2, 10.5)],
        attributes: { city: 'Berlin' },
      }),
      {},
    );
    assert.equal(created.session.state, 'open');
    assert.equal(created.session.coupon, 'SAVE');
    assert.equal(created.session.total, 21);
    assert.equal(created.profile.integrationId, 'ann');
    assert.equal(created.event.type, 'talon_session_created');
    assert.equal(created.event.sessionId, 'v1');
    assert.ok(created.session.created instanceof Date);

    const closed = await integration.updateCustomerSession('v1', { state: 'closed' }, {});
    assert.equal(closed.session.state, 'closed');
    assert.equal(closed.session.cartItems.length, 1);

    const refused = await refusal(integration.updateCustomerSession('v1', { state: 'open' }, {}));
    assert.equal(refused.status, 400);
    assert.equal(refused.body.message, 'Cannot move session to state "open" from state "closed"');

    const dry = await integration.updateCustomerSession('v1', { state: 'cancelled' }, { dry: true });
    assert.equal(dry.session.state, 'cancelled');
    assert.equal((await integration.updateCustomerSession('v1', { state: 'cancelled' }, {})).session.state, 'cancelled');
  });

  test('v2: create, close, cancel, with an odd id', async () => {
    const { talon, integration } = sdk('talon_one_4');
    const response = await integration.updateCustomerSessionV2(
      ODD_ID,
      request(talon, { profileId: 'ann', couponCodes: ['A'], cartItems: [item(talon, 'a', 1, 3)] }, [
        'customerSession',
        'customerProfile',
        'event',
      ]),
      {},
    );
    assert.equal(response.customerSession.integrationId, ODD_ID);
    assert.equal(response.customerSession.total, 3);
    assert.equal(response.customerProfile.integrationId, 'ann');
    assert.deepEqual([...response.effects], []);
    assert.equal(response.event.sessionId, ODD_ID);
    const closed = await integration.updateCustomerSessionV2(ODD_ID, request(talon, { state: 'closed' }), {});
    assert.equal(closed.customerSession.state, 'closed');
    const refused = await refusal(
      integration.updateCustomerSessionV2(ODD_ID, request(talon, { state: 'open' }), {}),
    );
    assert.equal(refused.body.message, 'Cannot move session to state "open" from state "closed"');
    const invalid = await refusal(
      integration.updateCustomerSessionV2(ODD_ID, request(talon, { state: 'lost', cartItems: [{ quantity: 0 }] }), {}),
    );
    assert.equal(invalid.body.message, 'The submitted data was invalid');
    assert.equal(invalid.body.errors.length, 3);
  });

  test('customer data is erased', async () => {
    const { integration } = sdk('talon_one_4');
    await integration.updateCustomerSession('gone', { profileId: 'leaver' }, {});
    await integration.deleteCustomerData('leaver');
    assert.equal((await refusal(integration.deleteCustomerData('leaver'))).status, 404);
  });

  test('profiles by both versions, and the management list', async () => {
    const { talon, integration, management } = sdk('talon_one_4');
    const old = Object.assign(new talon.NewCustomerProfile(), { attributes: { vip: false } });
    assert.equal((await integration.updateCustomerProfile('dora', old, {})).profile.integrationId, 'dora');
    const profile = await integration.updateCustomerProfileV2(
      'dora',
      Object.assign(new talon.CustomerProfileIntegrationRequestV2(), { attributes: { vip: true } }),
      { runRuleEngine: true },
    );
    assert.equal(profile.customerProfile.attributes.vip, true);
    await integration.updateCustomerSessionV2('of-dora', request(talon, { profileId: 'dora' }), {});
    const list = await management.getApplicationSessions(1, { profile: 'dora' });
    assert.deepEqual(list.data.map((session) => session.integrationId), ['of-dora']);
    assert.equal((await management.getApplicationSession(1, list.data[0].id)).profileintegrationid, 'dora');
  });
});

describe('talon_one 5.0.1-rc', () => {
  test('v2: a whole life, read back after each step', async () => {
    const { talon, integration } = sdk('talon_one_5');
    const state = async () => (await integration.getCustomerSession('life')).customerSession.state;

    await integration.updateCustomerSessionV2(
      'life',
      request(talon, { profileId: 'bob', cartItems: [item(talon, 'a', 3, 4.5)] }),
      {},
    );
    assert.equal(await state(), 'open');
    await integration.updateCustomerSessionV2('life', request(talon, { state: 'closed' }), {});
    assert.equal(await state(), 'closed');
    const reopened = await integration.reopenCustomerSession('life');
    assert.deepEqual([...reopened.effects], []);
    assert.equal(await state(), 'open');
    await integration.updateCustomerSessionV2('life', request(talon, { state: 'closed' }), {});

    const returned = await integration.returnCartItems(
      'life',
      { return: { returnedCartItems: [{ position: 0, quantity: 1 }] }, responseContent: ['customerSession'] },
      {},
    );
    assert.equal(returned.customerSession.cartItems[0].remainingQuantity, 2);
    assert.equal(await state(), 'partially_returned');
    assert.equal(
      (await refusal(integration.reopenCustomerSession('life'))).body.message,
      'Cannot move session to state "open" from state "partially_returned"',
    );
    await integration.updateCustomerSessionV2('life', request(talon, { state: 'cancelled' }), {});
    assert.equal(await state(), 'cancelled');
    assert.equal((await refusal(integration.getCustomerSession('nobody'))).status, 404);
  });

  test('an empty responseContent and empty lists mean what the document says', async () => {
    const { talon, integration } = sdk('talon_one_5');
    await integration.updateCustomerSessionV2('lists', request(talon, { couponCodes: ['A'], identifiers: ['i'] }), {});
    const response = await integration.updateCustomerSessionV2('lists', request(talon, { couponCodes: [] }, []), {});
    assert.deepEqual([...response.customerSession.couponCodes], []);
    assert.deepEqual([...response.customerSession.identifiers], ['i']);
  });

  test('profiles, and the management list', async () => {
    const { talon, integration, management } = sdk('talon_one_5');
    const profile = await integration.updateCustomerProfileV2(
      'carl',
      Object.assign(new talon.CustomerProfileIntegrationRequestV2(), { attributes: { vip: true } }),
      {},
    );
    assert.equal(profile.customerProfile.integrationId, 'carl');
    await integration.updateCustomerSessionV2('of-carl', request(talon, { profileId: 'carl' }), {});
    const list = await management.getApplicationSessions(1, { profile: 'carl' });
    assert.deepEqual(list.data.map((session) => session.integrationId), ['of-carl']);
    const one = await management.getApplicationSession(1, list.data[0].id);
    assert.equal(one.profileintegrationid, 'carl');
  });

  test('customer data is erased', async () => {
    const { talon, integration } = sdk('talon_one_5');
    await integration.updateCustomerSessionV2('gone-too', request(talon, { profileId: 'second-leaver' }), {});
    await integration.deleteCustomerData('second-leaver');
    assert.equal((await refusal(integration.deleteCustomerData('second-leaver'))).status, 404);
  });
});

describe('every operation', () => {
  for (const name of Object.keys(called)) {
    test(`that ${name} has and the stub serves was called`, () => {
      const { IntegrationApi, ManagementApi } = require(name);
      const has = (operation) => operation in IntegrationApi.prototype || operation in ManagementApi.prototype;
      const expected = SERVED.filter(has).sort();
      assert.ok(expected.length >= 7, `only ${expected}`);
      assert.deepEqual(expected.filter((operation) => !called[name].has(operation)), []);
    });
  }
});
