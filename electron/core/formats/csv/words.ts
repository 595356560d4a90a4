// Words of heads in exports, in Polish, German, Estonian and English: what people and programs write, kept as data.
import type { ImportField } from '../../../../shared/domain/importTable';
import words from './headWords.json';

const OF_FIELDS: Readonly<Partial<Record<ImportField, readonly string[]>>> = words;

/** Folded. `=` at the start: the whole head, not a part of it. The first field whose word fits takes the column. */
export const HEAD_WORDS = Object.entries(OF_FIELDS) as readonly (readonly [ImportField, readonly string[]])[];
