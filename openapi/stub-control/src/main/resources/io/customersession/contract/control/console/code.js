// Commands and code to copy.

import { MAIN, STUB, bodyText, hasToken } from './api.js';
import { member } from './json.js';

/** Quotes a text for a POSIX shell. */
export function shell(text) {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : "'" + text.replaceAll("'", "'\\''") + "'";
}

/** Quotes a text for Java. */
export function java(text) {
  return JSON.stringify(text);
}

/** Returns the curl command of a call of the control API. The token stays in a variable. */
export function controlCurl(request) {
  const { method, path } = request;
  const text = bodyText(request);
  const parts = [`curl -X ${method} ${shell(STUB + '/__stub/' + path)}`];
  if (hasToken()) {
    parts.push('-H "Authorization: Bearer $STUB_CONTROL_TOKEN"');
  }
  if (text !== undefined) {
    parts.push("-H 'Content-Type: application/json'", '-d ' + shell(text));
  }
  return parts.join(' \\\n  ');
}

/** Returns the call of the control API for people. */
export function controlCall(request) {
  const text = bodyText(request);
  return `${request.method} /__stub/${request.path}` + (text === undefined ? '' : ' ' + text);
}

/** Returns the expression of a world. */
export function javaWorld(world) {
  return world === MAIN ? 'stub.world()' : `stub.world(${java(world)})`;
}

/** Returns the statement that seeds a session, whose seed is given as JSON. */
export function javaSeed(world, text) {
  let seed;
  try {
    seed = JSON.parse(text);
  } catch (error) {
    return `// The seed is not JSON: ${error.message.replaceAll(/\s/g, ' ')}\n`;
  }
  const returned = (seed.returned ?? []).map(({ position, quantity }) => `\n        .returned(${position}, ${quantity})`);
  const times = ['created', 'updated'].filter((name) => seed[name] !== undefined)
    .map((name) => `\n        .${name}(OffsetDateTime.parse(${java(seed[name])}))`);
  return `${javaWorld(world)}.seed(
    SessionSeed.of(${java(seed.id)})${(seed.application ?? 1) === 1 ? '' : `\n        .application(${seed.application})`}
        .state(${java(seed.state ?? 'open')})
        .content(${java(member(text, 'session') ?? '{}')})${returned.join('')}${times.join('')});
`;
}

// What a client computes itself.
const COMPUTED = /^(host|connection|content-length|transfer-encoding|expect|upgrade|accept-encoding|x-stub-world)$/i;
const RESTRICTED = /^(user-agent|accept|accept-language|sec-.*|origin|referer)$/i;

function target(exchange) {
  return exchange.path + (exchange.query === undefined ? '' : '?' + exchange.query);
}

function headers(exchange) {
  return Object.entries(exchange.headers)
    .filter(([name]) => !COMPUTED.test(name))
    .flatMap(([name, values]) => values.map((value) => [name, value]));
}

/** Returns the curl command that repeats an exchange. Masked secrets are to be filled in. */
export function exchangeCurl(exchange, world) {
  const parts = [`curl -X ${exchange.method} ${shell(STUB + target(exchange))}`];
  if (world !== MAIN) {
    parts.push(`-H ${shell('X-Stub-World: ' + world)}`);
  }
  for (const [name, value] of headers(exchange)) {
    parts.push(`-H ${shell(`${name}: ${value}`)}`);
  }
  if (exchange.body !== '') {
    parts.push(`--data-binary ${shell(exchange.body)}`);
  }
  return parts.join(' \\\n  ');
}

/** Returns a JUnit test that repeats an exchange and expects its response. */
export function exchangeJUnit(exchange, contract) {
  const id = exchange[contract.resource];
  const name = `${exchange.operation ?? exchange.method.toLowerCase()}_${words(id)}isRepeated_returns${exchange.status}`;
  const sent = headers(exchange)
    .filter(([header]) => !RESTRICTED.test(header))
    .map(([header, value]) => `          .header(${java(header)}, ${java(value)})\n`)
    .join('');
  const body = exchange.body === '' ? 'BodyPublishers.noBody()' : `BodyPublishers.ofString(${java(exchange.body)})`;
  const conditions = [
    exchange.operation && `.operation(${java(exchange.operation)})`,
    id && `.resource(${java(id)})`,
    `.status(${exchange.status})`,
  ].filter(Boolean);
  return `@Test
void ${name}(${contract.stub} stub) throws Exception {
  HttpRequest request =
      HttpRequest.newBuilder(URI.create(stub.url() + ${java(target(exchange))}))
${sent}          .method(${java(exchange.method)}, ${body})
          .build();
  HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

  stub.journal().find()${conditions.join('')}.expect(1);
}
`;
}

function words(id) {
  const parts = (id ?? '').split(/[^A-Za-z0-9]+/).filter(Boolean);
  return parts.length ? parts.map((part) => part[0].toUpperCase() + part.slice(1)).join('') + '_' : '';
}
