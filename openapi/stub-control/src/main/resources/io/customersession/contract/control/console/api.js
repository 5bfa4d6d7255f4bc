// Calls of the control API, as its document at openapi.yaml describes them.

const ROOT = new URL('../', import.meta.url);
const KEY = 'stub-control-token';

/** The world that always exists. */
export const MAIN = 'main';

/** The address of the stub, for commands to copy. */
export const STUB = new URL('../', ROOT).href.replace(/\/$/, '');

/** An error that the stub responded with. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

let asked;

/** Returns true if a token is in use. */
export const hasToken = () => sessionStorage.getItem(KEY) !== null;

/** Returns the path of an operation: steps below /__stub, which are encoded, and conditions. */
export function path(steps, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return steps.map(encodeURIComponent).join('/') + (given.length ? '?' + new URLSearchParams(given) : '');
}

/** Sends a request {method, path, body or text}, and returns the body of the response, or null if it has none. */
export async function call(request) {
  const text = await callForText(request);
  return text ? JSON.parse(text) : null;
}

/** Returns the body of a request: its text as it is, or its body as JSON; undefined if it has none. */
export function bodyText({ text, body }) {
  return text ?? (body === undefined ? undefined : JSON.stringify(body));
}

/** Like call, but returns the body as a text. */
export async function callForText(request) {
  const response = await open(request);
  return response.text();
}

/**
 * Follows server-sent events until they end or the signal aborts: awaits a function of the data of the newest event
 * whenever there are new ones. Returns the milliseconds after which to ask again, or undefined if the stub does not say.
 */
export async function follow(where, signal, changed) {
  const { body } = await open({ path: where }, signal);
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let retry;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return retry;
    }
    const lines = (rest + value).split('\n');
    rest = lines.pop();
    const values = (name) => lines.filter((line) => line.startsWith(name + ': ')).map((line) => line.slice(name.length + 2));
    const time = values('retry').at(-1);
    retry = time === undefined ? retry : Number(time);
    const newest = values('data').at(-1);
    if (newest !== undefined) {
      await changed(JSON.parse(newest));
    }
  }
}

/** Sends a request, after asking for the token if there is need, and returns the response if it is a success. */
async function open(request, signal) {
  const { method = 'GET', path: where } = request;
  const body = bodyText(request);
  for (;;) {
    const headers = {};
    const token = sessionStorage.getItem(KEY);
    if (token !== null) {
      headers.Authorization = 'Bearer ' + token;
    }
    if (body !== undefined) {
      headers['Content-Type'] = 'application/json';
    }
    const response = await fetch(new URL(where, ROOT), {
      method,
      headers,
      body,
      signal,
      cache: 'no-store',
    });
    if (response.ok) {
      return response;
    }
    const text = await response.text();
    if (response.status !== 401) {
      throw new Refused(response.status, message(text) || `status ${response.status}`);
    }
    await askForToken(token);
  }
}

function message(text) {
  try {
    return JSON.parse(text).message;
  } catch {
    return text;
  }
}

/** Asks for the token once, however many requests need it. */
function askForToken(wrong) {
  if (sessionStorage.getItem(KEY) !== wrong) {
    return undefined;
  }
  asked ??= new Promise((resolve) => {
    const dialog = document.getElementById('token-dialog');
    const form = document.getElementById('token-form');
    const input = document.getElementById('token');
    document.getElementById('token-error').textContent = wrong === null ? '' : 'The stub does not accept this token.';
    dialog.addEventListener('cancel', (event) => event.preventDefault());
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      sessionStorage.setItem(KEY, input.value);
      input.value = '';
      dialog.close();
      asked = undefined;
      resolve();
    }, { once: true });
    dialog.showModal();
  });
  return asked;
}
