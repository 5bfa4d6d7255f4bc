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

/** Returns the place of a parameter of an operation, or else of its path. */
function parameter(owners, wanted) {
  for (const owner of owners) {
    const list = step(owner, 'parameters');
    const index = (list.value ?? []).findIndex((_, each) => {
      const { value } = step(list, each);
      return value?.name === wanted.name && value.in === wanted.in;
    });
    if (index >= 0) {
      return step(list, index);
    }
  }
  throw new Error(`no parameter ${wanted.name}`);
}

function schema({ path, method, status, mediaType, ...wanted }) {
  const item = step(step({ uri: root }, 'paths'), path);
  const operation = step(item, method);
  if (wanted.name) {
    const found = parameter([operation, item], wanted);
    const content = Object.keys(found.value.content ?? {});
    const owner = content.length > 0 ? step(step(found, 'content'), content[0]) : found;
    return `${owner.uri}/schema`;
  }
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
