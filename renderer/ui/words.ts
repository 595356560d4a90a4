// Words of a long list are looked up once, not once per row.
import type { TFunction } from 'i18next';

export type Words = (key: string) => string;

/** Of keys without anything to put in. */
export function remembered(t: TFunction): Words {
  const known = new Map<string, string>();
  return (key) => {
    const found = known.get(key) ?? t(key);
    known.set(key, found);
    return found;
  };
}
