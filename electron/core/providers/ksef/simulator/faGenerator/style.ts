// Every seller's program writes XML its own way; all ways are valid.
import { Rng } from '../random';
import type { WritingStyle } from './model';
import { home } from './parties';

const OWN: WritingStyle = {
  program: 'Warsztat Faktury 5.2',
  indent: '  ',
  eol: '\n',
  prefix: '',
  isTrimmed: false,
  hasProlog: true,
};

const STYLES: readonly WritingStyle[] = [
  OWN,
  { program: 'KsięgaPro 2026.3', indent: '\t', eol: '\r\n', prefix: '', isTrimmed: true, hasProlog: true },
  { program: 'eHandel ERP', indent: '    ', eol: '\r\n', prefix: 'tns:', isTrimmed: false, hasProlog: true },
  { program: 'Sprzedaż Online API', indent: '', eol: '\n', prefix: '', isTrimmed: true, hasProlog: false },
  { program: 'SAT Biuro 11', indent: '  ', eol: '\n', prefix: 'fa:', isTrimmed: false, hasProlog: true },
];

/** The demo company's own documents are the ones people look at: indented. */
export const styleOf = (sellerName: string): WritingStyle =>
  sellerName === home.name ? OWN : new Rng('style', sellerName).pick(STYLES);
