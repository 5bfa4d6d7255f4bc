// JSON as the stub wrote it: a number that JavaScript has read may have lost digits, so texts are never read for this.

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** Returns JSON with indents, or the text itself if it is something else. */
export function pretty(text) {
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  let out = '';
  let depth = 0;
  const newLine = () => '\n' + '  '.repeat(depth);
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') {
      depth++;
      out += token + newLine();
    } else if (token === '}' || token === ']') {
      depth--;
      out = out.trimEnd();
      out += /[{[]$/.test(out) ? token : newLine() + token;
    } else {
      out += token === ',' ? token + newLine() : token === ':' ? ': ' : token;
    }
  }
  return out;
}

/** Returns the text of a member of an object, or undefined. */
export function member(text, name) {
  let depth = 0;
  const key = JSON.stringify(name);
  let start = -1;
  let previous = '';
  for (const match of text.matchAll(TOKEN)) {
    const token = match[0];
    if (depth === 1 && start >= 0 && (token === ',' || token === '}')) {
      return text.slice(start, match.index);
    }
    if (depth === 1 && token === ':' && previous === key) {
      start = match.index + 1;
    }
    depth += token === '{' || token === '[' ? 1 : token === '}' || token === ']' ? -1 : 0;
    previous = token;
  }
  return undefined;
}
