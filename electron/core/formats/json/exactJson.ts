// JSON without floats: a number keeps the digits it was written with, and a row can be cut out of a list byte for byte.

/** A whole string, or a number outside one. */
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** As JSON.parse, but `1230.00` becomes the text `1230.00`. Throws a SyntaxError as JSON.parse does. */
export function parseExact(text: string): unknown {
  return JSON.parse(text.replace(TOKEN, (token) => (token.startsWith('"') ? token : `"${token}"`))) as unknown;
}

const SPACE = /\s/;

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && SPACE.test(text[at] ?? '')) at += 1;
  return at;
}

function endOfString(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** The place after the value that begins here. */
function endOfValue(text: string, from: number): number {
  const first = text[from];
  if (first === '"') return endOfString(text, from);
  if (first !== '{' && first !== '[') {
    let at = from;
    while (at < text.length && !',]}'.includes(text[at] ?? '') && !SPACE.test(text[at] ?? '')) at += 1;
    return at;
  }
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') at = endOfString(text, at) - 1;
    else if (char === '{' || char === '[') depth += 1;
    else if (char === '}' || char === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}

/** Members of the object or elements of the array that begins at `from`, as text. */
function* childrenOf(text: string, from: number): Generator<{ readonly key: string | null; readonly start: number }> {
  const isObject = text[from] === '{';
  let at = skipSpace(text, from + 1);
  while (at < text.length && text[at] !== '}' && text[at] !== ']') {
    let key: string | null = null;
    if (isObject) {
      const end = endOfString(text, at);
      key = JSON.parse(text.slice(at, end)) as string;
      at = skipSpace(text, skipSpace(text, end) + 1);
    }
    yield { key, start: at };
    at = skipSpace(text, endOfValue(text, at));
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
}

/** The values inside the array or object at this path, each exactly as it was written. `text` must be sound JSON; absent: empty. */
export function exactChildren(text: string, path: readonly string[] = []): { key: string | null; text: string }[] {
  let at = skipSpace(text, 0);
  for (const name of path) {
    let found: number | null = null;
    if (text[at] === '{') for (const { key, start } of childrenOf(text, at)) if (key === name) found = start;
    if (found === null) return [];
    at = found;
  }
  if (text[at] !== '[' && text[at] !== '{') return [];
  return [...childrenOf(text, at)].map(({ key, start }) => ({ key, text: text.slice(start, endOfValue(text, start)) }));
}
