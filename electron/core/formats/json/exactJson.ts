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
  let at = text.indexOf('"', from + 1);
  for (; at !== -1; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text[at - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return at + 1;
  }
  return text.length;
}

const STRUCTURE = /["{}[\]]/g;
const SCALAR_END = /[,\]}\s]/g;

/** The place after the value that begins here. */
function endOfValue(text: string, from: number): number {
  const first = text[from];
  if (first === '"') return endOfString(text, from);
  if (first !== '{' && first !== '[') {
    SCALAR_END.lastIndex = from;
    return SCALAR_END.exec(text)?.index ?? text.length;
  }
  let depth = 0;
  STRUCTURE.lastIndex = from;
  for (let found = STRUCTURE.exec(text); found !== null; found = STRUCTURE.exec(text)) {
    if (found[0] === '"') STRUCTURE.lastIndex = endOfString(text, found.index);
    else depth += found[0] === '{' || found[0] === '[' ? 1 : -1;
    if (depth === 0) return found.index + 1;
  }
  return text.length;
}

interface Child {
  readonly key: string | null;
  readonly start: number;
  readonly end: number;
}

/** Members of the object or elements of the array that begins at `from`. */
function childrenOf(text: string, from: number): Child[] {
  const isObject = text[from] === '{';
  const children: Child[] = [];
  let at = skipSpace(text, from + 1);
  while (at < text.length && text[at] !== '}' && text[at] !== ']') {
    let key: string | null = null;
    if (isObject) {
      const end = endOfString(text, at);
      key = JSON.parse(text.slice(at, end)) as string;
      at = skipSpace(text, skipSpace(text, end) + 1);
    }
    const end = endOfValue(text, at);
    children.push({ key, start: at, end });
    at = skipSpace(text, end);
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return children;
}

/** The values inside the array or object at this path, each exactly as it was written. `text` must be sound JSON; absent: empty. */
export function exactChildren(text: string, path: readonly string[] = []): { key: string | null; text: string }[] {
  let at = skipSpace(text, 0);
  for (const name of path) {
    let found: number | null = null;
    if (text[at] === '{') found = childrenOf(text, at).findLast(({ key }) => key === name)?.start ?? null;
    if (found === null) return [];
    at = found;
  }
  if (text[at] !== '[' && text[at] !== '{') return [];
  return childrenOf(text, at).map(({ key, start, end }) => ({ key, text: text.slice(start, end) }));
}
