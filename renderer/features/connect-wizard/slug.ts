// The readable id of a connection, as the user types it and as it must be.

const MAX = 64;
const FOLDS: Readonly<Record<string, string>> = { ł: 'l', ß: 'ss', ø: 'o', đ: 'd', æ: 'ae', œ: 'oe' };

/** `Księgowość, główna` becomes `ksiegowosc-glowna`. A hyphen at the end stays while somebody is typing. */
export function slugWhileTyping(text: string): string {
  return text
    .toLowerCase()
    .replace(/[łßøđæœ]/g, (char) => FOLDS[char] ?? char)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, MAX);
}

export function isSlug(text: string): boolean {
  return /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/.test(text);
}
