// The XML declaration at the start of a document.
import { unreadable } from '../failures';

const DECLARATION =
  /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"1\.[0-9]+"|'1\.[0-9]+')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"([A-Za-z][A-Za-z0-9._-]*)"|'([A-Za-z][A-Za-z0-9._-]*)'))?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>/;

/** Where the declaration ends, or `at` when there is none. Any encoding but UTF-8 is refused: the bytes would mean something else. */
export function checkDeclaration(latin1: string, at: number): number {
  if (!/^<\?xml[\s?]/.test(latin1.slice(at, at + 6))) return at;
  const found = DECLARATION.exec(latin1.slice(at, at + 256));
  if (found === null) throw unreadable('not_xml', 'broken XML declaration');
  const encoding = (found[1] ?? found[2] ?? 'utf-8').toLowerCase();
  if (encoding !== 'utf-8' && encoding !== 'utf8') throw unreadable('not_utf8', 'another encoding is declared');
  return at + found[0].length;
}
