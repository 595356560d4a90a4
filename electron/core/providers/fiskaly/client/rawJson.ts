// Members of a JSON object with their values as they were written: what is only passed on stays the same byte for byte, which
// JSON.parse cannot promise (numbers like 1.0 or 2^60, repeated keys, keys that look like array indices).

export interface RawMember {
  readonly key: string;
  /** The key with its quotes and escapes. */
  readonly rawKey: string;
  readonly raw: string;
}
export type RawObject = readonly RawMember[];

/** `text` has been through JSON.parse: it is valid, and an object. */
export function membersOf(text: string): RawObject {
  const members: RawMember[] = [];
  let at = skipSpace(text, text.indexOf('{') + 1);
  while (text[at] === '"') {
    const keyEnd = endOfString(text, at);
    const rawKey = text.slice(at, keyEnd);
    const start = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const end = endOfValue(text, start);
    members.push({ key: JSON.parse(rawKey) as string, rawKey, raw: text.slice(start, end) });
    at = skipSpace(text, end);
    if (text[at] !== ',') break;
    at = skipSpace(text, at + 1);
  }
  return members;
}

export function textOf(members: RawObject): string {
  return `{${members.map(({ rawKey, raw }) => `${rawKey}:${raw}`).join(',')}}`;
}

/** Of a repeated key the last one counts, as everywhere. */
export function rawOf(members: RawObject, key: string): string | undefined {
  return members.findLast((member) => member.key === key)?.raw;
}

export function valueOf(members: RawObject, key: string): unknown {
  const raw = rawOf(members, key);
  return raw === undefined ? undefined : (JSON.parse(raw) as unknown);
}

/** Replaces in place; a new key goes to its place in `order`, before the first one that follows it there. */
export function withRaw(members: RawObject, key: string, raw: string, order: readonly string[]): RawObject {
  const index = members.findLastIndex((member) => member.key === key);
  const rawKey = JSON.stringify(key);
  if (index >= 0) return members.with(index, { key, rawKey: members[index]?.rawKey ?? rawKey, raw });
  const later = new Set(order.slice(order.indexOf(key) + 1));
  const before = members.findIndex((member) => later.has(member.key));
  return members.toSpliced(before < 0 ? members.length : before, 0, { key, rawKey, raw });
}

export function without(members: RawObject, key: string): RawObject {
  return members.filter((member) => member.key !== key);
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at += 1;
  return at;
}

function endOfString(text: string, from: number): number {
  let at = from + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function endOfValue(text: string, from: number): number {
  if (text[from] === '"') return endOfString(text, from);
  const isStructure = text[from] === '{' || text[from] === '[';
  let at = from;
  if (!isStructure) {
    while (at < text.length && !',}] \n\r\t'.includes(text[at] ?? '')) at += 1;
    return at;
  }
  for (let depth = 0; at < text.length;) {
    const character = text[at];
    if (character === '"') {
      at = endOfString(text, at);
      continue;
    }
    at += 1;
    if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    if (depth === 0) break;
  }
  return at;
}
