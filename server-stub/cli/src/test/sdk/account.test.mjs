// The vendor's own SDKs, unmodified, against a stub with the example's account: keys, signatures, attributes, coupons,
// returns and the management side.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const jar = fileURLToPath(new URL('../../../target/customer-session-stub.jar', import.meta.url));
const fixtures = fileURLToPath(
  new URL('../../../../library/src/main/resources/io/customersession/stub/account/example-fixtures.yaml', import.meta.url),
);
const HMAC_KEY = Buffer.from('6d75672d73686f70', 'hex');

let stub;
let url;

before(async () => {
  stub = spawn('java', ['-jar', jar, 'serve', '--port', '0', '--fixtures', fixtures], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: stub.stdout }), 'line');
  url = line.slice('listening on '.length);
});

after(async () => {
  stub.kill('SIGTERM');
  await once(stub, 'exit');
});

function sdk(name, { key = 'shop-key', signature, manager = 'office-key' } = {}) {
  const talon = require(name);
  const client = new talon.ApiClient();
  client.basePath = url;
  if (signature) {
    client.authentications.integration_auth.apiKey = signature;
  } else {
    Object.assign(client.authentications.api_key_v1, { apiKeyPrefix: 'ApiKey-v1', apiKey: key });
  }
  // The older one knows managers' tokens only.
  const { management_key: managementKey, manager_auth: managerToken } = client.authentications;
  Object.assign(
    managementKey ?? managerToken,
    { apiKeyPrefix: managementKey ? 'ManagementKey-v1' : 'Bearer', apiKey: manager },
  );
  return { talon, integration: new talon.IntegrationApi(client), management: new talon.ManagementApi(client) };
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

function update(talon, session, responseContent) {
  const body = new talon.IntegrationRequest(Object.assign(new talon.NewCustomerSessionV2(), session));
  return responseContent ? Object.assign(body, { responseContent }) : body;
}

const shown = (effects) => [...effects].map((effect) => [effect.effectType, ...Object.values(effect.props)]);

for (const version of ['talon_one_4', 'talon_one_5']) {
  describe(`v2 with ${version}`, () => {
    const id = (name) => `${version}-${name}`;

    test('a coupon is accepted, counted, given back', async () => {
      const { talon, integration } = sdk(version);
      const jane = { profileId: id('ann'), couponCodes: ['WELCOME10', 'MUGS2'], cartItems: [item(talon, 'mug', 2, 10)] };
      const open = await integration.updateCustomerSessionV2(id('coupon'), update(talon, jane), {});
      assert.deepEqual(shown(open.effects), [
        ['acceptCoupon', 'WELCOME10'],
        ['setDiscount', 'Welcome', 2],
        ['acceptCoupon', 'MUGS2'],
        ['setDiscountPerItem', 'MUGS2', 2.5, 0, 0],
        ['setDiscountPerItem', 'MUGS2', 2.5, 0, 1],
      ]);
      const close = update(talon, { state: 'closed' }, ['coupons', 'customerProfile', 'triggeredCampaigns']);
      const closed = await integration.updateCustomerSessionV2(id('coupon'), close, {});
      assert.deepEqual([...closed.coupons].map((coupon) => coupon.usageCounter), [1, 1]);
      assert.deepEqual([...closed.triggeredCampaigns].map((campaign) => campaign.name), ['Newcomers', 'MUGS2']);
      assert.ok(closed.triggeredCampaigns[0] instanceof talon.Campaign);
      assert.ok(closed.coupons[0].created instanceof Date);
      if (version === 'talon_one_5') {
        assert.deepEqual([...closed.coupons].map((coupon) => coupon.profileRedemptionCount), [1, 1]); // 4.3.0 does not know it
      }
      assert.equal(closed.customerProfile.closedSessions, 1);

      const again = update(talon, { profileId: id('ann'), couponCodes: ['WELCOME10', 'NONE'] });
      const second = await integration.updateCustomerSessionV2(id('again'), again, {});
      assert.deepEqual(shown(second.effects).map((effect) => effect.slice(0, 3)), [
        ['rejectCoupon', 'WELCOME10', 'ProfileLimitReached'],
        ['rejectCoupon', 'NONE', 'CouponNotFound'],
      ]);

      const cancel = update(talon, { state: 'cancelled' }, ['coupons', 'customerProfile']);
      const cancelled = await integration.updateCustomerSessionV2(id('coupon'), cancel, {});
      assert.deepEqual(shown(cancelled.effects)[0], ['rollbackCoupon', 'WELCOME10']);
      assert.deepEqual([...cancelled.coupons].map((coupon) => coupon.usageCounter), [0, 0]);
      assert.equal(cancelled.customerProfile.closedSessions, 0);
      assert.equal(cancelled.customerProfile.totalSales, 0);
    });

    test('an attribute that is not defined is refused with its place', async () => {
      const { talon, integration } = sdk(version);
      const unknown = update(talon, { attributes: { X: 1, channel: 'fax', paidAt: 7 } });
      const { status, body } = await refusal(integration.updateCustomerSessionV2(id('attributes'), unknown, {}));
      assert.equal(status, 400);
      assert.equal(body.message, 'The submitted data was invalid');
      assert.deepEqual(body.errors, [
        {
          title: 'Unknown',
          details: 'The attribute "X" is not defined on CustomerSession entities.',
          source: { pointer: '/customerSession/attributes/X' },
        },
        {
          title: 'enum',
          details: 'channel must be one of the following: "web", "app", "shop"',
          source: { pointer: '/customerSession/attributes/channel' },
        },
        {
          title: 'Invalid type',
          details: 'Value of "paidAt" attribute (7) is not a time',
          source: { pointer: '/customerSession/attributes/paidAt' },
        },
      ]);
    });

    test('a referral is accepted, but not by its advocate', async () => {
      const { talon, integration } = sdk(version);
      const cart = { referralCode: 'FRIEND-OF-JANE', cartItems: [item(talon, 'mug', 1, 10)] };
      const friend = update(talon, { ...cart, profileId: id('friend'), state: 'closed' }, ['referral', 'event']);
      const accepted = await integration.updateCustomerSessionV2(id('referral'), friend, {});
      assert.deepEqual(shown(accepted.effects), [
        ['acceptReferral', 'FRIEND-OF-JANE'],
        ['setDiscount', 'FRIEND-OF-JANE', 3],
      ]);
      assert.equal(accepted.referral.advocateProfileIntegrationId, 'jane');
      assert.equal(accepted.event.type, 'talon_session_created');
      const jane = update(talon, { ...cart, profileId: 'jane' }, ['ruleFailureReasons']);
      const rejected = await integration.updateCustomerSessionV2(id('advocate'), jane, {});
      assert.equal(rejected.effects[0].props.rejectionReason, 'ReferralRecipientIdSameAsAdvocate');
      assert.equal(rejected.ruleFailureReasons[0].referralValue, 'FRIEND-OF-JANE');
    });

    test('units are returned with what was off them', async (t) => {
      const { talon, integration } = sdk(version);
      if (!integration.returnCartItems) {
        t.skip('this version has no such operation');
        return;
      }
      const cart = { state: 'closed', couponCodes: ['MUGS2'], cartItems: [item(talon, 'mug', 1, 10)] };
      await integration.updateCustomerSessionV2(id('back'), update(talon, cart), {});
      const back = await integration.returnCartItems(
        id('back'),
        { return: { returnedCartItems: [{ position: 0, quantity: 1 }] }, responseContent: ['customerSession'] },
        {},
      );
      assert.equal(back.customerSession.state, 'partially_returned');
      assert.deepEqual([...back.return.returnedCartItems].map((line) => ({ ...line })), [{ position: 0, quantity: 1 }]);
    });

    test('the management side needs its key, and sees its applications', async () => {
      const { talon, integration, management } = sdk(version);
      const profile = id('managed');
      const cart = { profileId: profile, couponCodes: ['MUGS2'], cartItems: [item(talon, 'mug', 1, 10)] };
      await integration.updateCustomerSessionV2(profile, update(talon, cart), {});
      const list = await management.getApplicationSessions(1, { profile });
      assert.deepEqual([...list.data].map((session) => session.profileintegrationid), [profile]);
      const one = await management.getApplicationSession(1, list.data[0].id);
      if (version === 'talon_one_5') {
        assert.equal(one.totalDiscounts, 2.5); // 4.3.0 does not know it
      }
      assert.deepEqual({ ...one.discounts }, { MUGS2: 2.5 });
      assert.equal((await management.getApplicationSessions(2, {})).data.length, 0);
      const stranger = sdk(version, { manager: 'shop-key' });
      const { status, body } = await refusal(stranger.management.getApplicationSessions(1, {}));
      assert.equal(status, 401);
      assert.equal(body.StatusCode, 401);
    });

    test('a wrong key is 401', async () => {
      const { talon, integration } = sdk(version, { key: 'wrong' });
      assert.equal((await refusal(integration.updateCustomerSessionV2(id('key'), update(talon, {}), {}))).status, 401);
    });
  });
}

describe('v1 with talon_one_4', () => {
  const session = { profileId: 'signer', coupon: 'MUGS2' };
  const sign = (body) => createHmac('md5', HMAC_KEY).update(JSON.stringify(body)).digest('hex');

  test('a signed call needs no key; effects are positional', async () => {
    const { integration } = sdk('talon_one_4', { signature: `signer=1; signature=${sign(session)}` });
    const state = await integration.updateCustomerSession('signed', session, {});
    assert.equal(state.session.applicationId, 1);
    assert.equal(state.coupon.value, 'MUGS2');
    const [campaign, ruleset, rule, effect] = state.event.effects[0];
    assert.deepEqual([typeof campaign, typeof ruleset, rule], ['number', 'number', 0]);
    assert.deepEqual(effect, ['acceptCoupon', 'MUGS2']);
  });

  test('an attribute that is not defined is refused with its place', async () => {
    const { integration } = sdk('talon_one_4');
    const { status, body } = await refusal(
      integration.updateCustomerSession('v1-attributes', { attributes: { X: 1, channel: false } }, {}),
    );
    assert.equal(status, 400);
    assert.deepEqual(body.errors.map((error) => [error.title, error.source.pointer]), [
      ['Unknown', '/attributes/X'],
      ['Invalid type', '/attributes/channel'],
    ]);
  });

  test('a coupon that is rejected is told with its reason', async () => {
    const { integration } = sdk('talon_one_4');
    const state = await integration.updateCustomerSession('v1-rejected', { coupon: 'NONE' }, {});
    assert.deepEqual([...state.event.effects[0]].slice(3)[0].slice(0, 3), ['rejectCoupon', 'NONE', 'CouponNotFound']);
    assert.equal(state.event.meta.couponRejectionReason.reason, 'CouponNotFound');
  });

  test('a profile is updated, with a key or signed, and a dry call stores nothing', async () => {
    const { talon, integration } = sdk('talon_one_4');
    const body = Object.assign(new talon.NewCustomerProfile(), { attributes: {} });
    const state = await integration.updateCustomerProfile('v1-profile', body, {});
    assert.ok(state instanceof talon.IntegrationState);
    assert.equal(state.profile.integrationId, 'v1-profile');
    assert.equal(state.event.type, 'talon_profile_updated');
    assert.equal(state.session.profileId, 'v1-profile');
    const signed = sdk('talon_one_4', { signature: `signer=1; signature=${sign({})}` });
    const again = await signed.integration.updateCustomerProfile('v1-profile', {}, {});
    assert.equal(again.profile.id, state.profile.id);
    await integration.updateCustomerProfile('v1-dry', body, { dry: true });
    assert.equal((await refusal(integration.deleteCustomerData('v1-dry'))).status, 404);
    const unknown = { attributes: { X: 1 } };
    const { status, body: refused } = await refusal(integration.updateCustomerProfile('v1-profile', unknown, {}));
    assert.equal(status, 400);
    assert.deepEqual(refused.errors.map((error) => error.source.pointer), ['/attributes/X']);
  });

  test('an operation that is not served says so', async () => {
    const { talon, integration } = sdk('talon_one_4');
    const { status, body } = await refusal(integration.trackEvent(new talon.NewEvent('type', {}, 'session'), {}));
    assert.equal(status, 501);
    assert.match(body.message, /^trackEvent \(POST \/v1\/events\) is an operation of this API/);
    assert.equal((await refusal(integration.getCustomerInventory('ann', {}))).status, 501);
  });

  test('a signature over another body is 400', async () => {
    const { integration } = sdk('talon_one_4', { signature: `signer=1; signature=${sign({})}` });
    const { status, body } = await refusal(integration.updateCustomerSession('forged', session, {}));
    assert.equal(status, 400);
    assert.deepEqual(body, { message: 'HMAC signature mismatch.' });
  });
});

describe('talon_one_5', () => {
  test('it cannot sign: it has neither the scheme nor a v1 call', () => {
    const { talon, integration } = sdk('talon_one_5');
    assert.equal(new talon.ApiClient().authentications.integration_auth, undefined);
    assert.equal(integration.updateCustomerSession, undefined);
  });

  test('returns take back the discounts of their units, then the coupon', async () => {
    const { talon, integration } = sdk('talon_one_5');
    const cart = {
      state: 'closed',
      profileId: 'returner',
      couponCodes: ['MUGS2'],
      cartItems: [item(talon, 'mug', 2, 10), item(talon, 'tea', 1, 5)],
    };
    await integration.updateCustomerSessionV2('returned', update(talon, cart), {});
    const back = (position) =>
      integration.returnCartItems(
        'returned',
        { return: { returnedCartItems: [{ position, quantity: 1 }] }, responseContent: ['coupons', 'previousReturns', 'event'] },
        {},
      );
    const first = await back(0);
    assert.deepEqual(shown(first.effects), [['rollbackDiscount', 'MUGS2', 2.5, 0, 0]]);
    assert.equal(first.coupons[0].usageCounter, 1);
    assert.equal(first.event.type, 'talon_session_partially_returned');
    const second = await back(0);
    assert.deepEqual(shown(second.effects).map(([type]) => type).sort(), ['rollbackCoupon', 'rollbackDiscount']);
    assert.equal(second.coupons[0].usageCounter, 0);
    assert.equal(second.previousReturns.length, 1);
    assert.deepEqual([...(await integration.getCustomerSession('returned')).effects], []);
  });
});
