// Names that every system the files are later synchronised to can hold, and that a destination accepts.

const EVERYWHERE = new Set(['"', '*', ':', '<', '>', '?', '/', '\\', '|', '#', '%']);
const RESERVED = /^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])$/i;
const SPECIAL = new Set(['desktop.ini', 'thumbs.db', '.ds_store', '.dropbox', '.dropbox.attr', '.htaccess']);
const MAX_BYTES = 250;

/** What a destination forbids on top. */
export interface NameRules {
  readonly forbiddenCharacters: readonly string[];
  readonly forbiddenBasenames: readonly string[];
  readonly forbiddenExtensions: readonly string[];
  readonly forbiddenNames: readonly string[];
}

const NO_RULES: NameRules = {
  forbiddenCharacters: [],
  forbiddenBasenames: [],
  forbiddenExtensions: [],
  forbiddenNames: [],
};

/** The same input always gives the same name: a repeated order finds its file again. */
export function legalName(wanted: string, rules: NameRules = NO_RULES): string {
  const forbidden = new Set([...EVERYWHERE, ...rules.forbiddenCharacters]);
  const isBad = (char: string) => forbidden.has(char) || /\p{Cc}/u.test(char);
  const cleaned = Array.from(wanted.normalize('NFC'), (char) => (isBad(char) ? '_' : char)).join('');
  const trimmed = cleaned
    .trim()
    .replace(/[. ]+$/, '')
    .replace(/^~/, '_');
  const short = shortened(trimmed === '' ? '_' : trimmed);
  return isRefused(short, rules)
    ? shortened(`_${withoutBadExtension(short, rules)}`)
    : withoutBadExtension(short, rules);
}

function isRefused(name: string, rules: NameRules): boolean {
  const lower = name.toLowerCase();
  const base = lower.split('.')[0] ?? '';
  const has = (list: readonly string[], text: string) => list.some((it) => it.toLowerCase() === text);
  return (
    RESERVED.test(base) || SPECIAL.has(lower) || has(rules.forbiddenNames, lower) || has(rules.forbiddenBasenames, base)
  );
}

function withoutBadExtension(name: string, rules: NameRules): string {
  const lower = name.toLowerCase();
  return rules.forbiddenExtensions.some((it) => lower.endsWith(it.toLowerCase())) ? `${name}_` : name;
}

/** Cut in the middle, by whole characters, so that the extension stays. */
function shortened(name: string): string {
  if (Buffer.byteLength(name) <= MAX_BYTES) return name;
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && name.length - dot <= 12 ? name.slice(dot) : '';
  let stem = Array.from(extension === '' ? name : name.slice(0, dot));
  while (Buffer.byteLength(stem.join('') + extension) > MAX_BYTES) stem = stem.slice(0, -1);
  return stem.join('') + extension;
}
