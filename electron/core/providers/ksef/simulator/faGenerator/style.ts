// Every seller's program writes XML its own way; all ways are valid.
import { Rng } from '../random';
import type { WritingStyle } from './model';

const STYLES: readonly WritingStyle[] = [
  { program: 'Warsztat Faktury 5.2', indent: '  ', eol: '\n', prefix: '', isTrimmed: false, hasProlog: true },
  { program: 'KsięgaPro 2026.3', indent: '\t', eol: '\r\n', prefix: '', isTrimmed: true, hasProlog: true },
  { program: 'eHandel ERP', indent: '    ', eol: '\r\n', prefix: 'tns:', isTrimmed: false, hasProlog: true },
  { program: 'Sprzedaż Online API', indent: '', eol: '\n', prefix: '', isTrimmed: true, hasProlog: false },
  { program: 'SAT Biuro 11', indent: '  ', eol: '\n', prefix: 'fa:', isTrimmed: false, hasProlog: true },
];

export const styleOf = (sellerName: string): WritingStyle => new Rng('style', sellerName).pick(STYLES);
