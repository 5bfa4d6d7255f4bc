// Reads lines of JSON, each a body of an operation, and says of each whether Ajv accepts it.
// Usage: node validate.js FILE..., the document first and then the files that it refers to.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

const files = new Map(
  process.argv.slice(2).map((file) => [pathToFileURL(file).href, parse(readFileSync(file, 'utf8'))]),
);
const root = files.keys().next().value;
const ajv = new Ajv.default({ strict: false, logger: false });
// Other formats are only annotations of a schema: generated code has no types for them.
addFormats.default(ajv, ['date', 'date-time', 'uuid']);
for (const [uri, document] of files) {
  ajv.addSchema(document, uri);
}

/** Follows references from a place, and returns where they end. */
function end(uri) {
  const [file, fragment = ''] = uri.split('#');
  let value = files.get(file);
  for (const step of fragment.split('/').slice(1)) {
    value = value?.[decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return value?.$ref ? end(new URL(value.$ref, file).href) : { uri, value };
}

function step(place, name) {
  const escaped = encodeURIComponent(String(name).replaceAll('~', '~0').replaceAll('/', '~1'));
  return end(`${place.uri.includes('#') ? place.uri : `${place.uri}#`}/${escaped}`);
}

function schema({ path, method, status, mediaType }) {
  const operation = step(step(step({ uri: root }, 'paths'), path), method);
  const body = status ? step(step(operation, 'responses'), status) : step(operation, 'requestBody');
  return `${step(step(body, 'content'), mediaType).uri}/schema`;
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  let response;
  try {
    const validate = ajv.getSchema(schema(request));
    const valid = validate(request.body);
    response = { valid, errors: ajv.errorsText(validate.errors) };
  } catch (e) {
    response = { failure: e.message };
  }
  process.stdout.write(`${JSON.stringify(response)}\n`);
}
