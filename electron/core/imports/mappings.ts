// How tables are read is remembered by their heads, for every company and every PC of the config store.
import { ImportMapping } from '../../../shared/domain/importTable';
import type { MetaRepo } from '../db/repositories/meta.repo';

const nameOf = (signature: string): string => `import.mapping.${signature}`;

export interface Mappings {
  /** Null: nobody has confirmed one, or this version cannot read it. */
  find(signature: string, columns: number): Promise<ImportMapping | null>;
  remember(signature: string, mapping: ImportMapping): Promise<void>;
}

export function mappings(meta: Pick<MetaRepo, 'get' | 'set'>): Mappings {
  return {
    find: async (signature, columns) => {
      const text = await meta.get(nameOf(signature));
      if (text === null) return null;
      const mapping = ImportMapping.safeParse(parsed(text)).data;
      return mapping?.columns.length === columns ? mapping : null;
    },
    remember: (signature, mapping) => meta.set(nameOf(signature), JSON.stringify(mapping)),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
