// A file with several e-invoices becomes a document for each: the same head and the bytes of this one invoice, as they were. The footer
// adds up all of them and stays behind.
import { asUtf8 } from '../../formats/xml/encodings';

/** Comments, character data, instructions and tags; attributes may hold a `>`. The document is known to be well-formed. */
const PIECE =
  /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>|<(\/?)([^\s/>"'=]+)[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>/g;

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Children of the root with this name, and the name of the root as it is written. */
function childrenOf(text: string, wanted: string): { readonly root: string; readonly spans: readonly Span[] } {
  const spans: Span[] = [];
  let [depth, from, root] = [0, -1, ''];
  for (const piece of text.matchAll(PIECE)) {
    const name = piece[2];
    if (name === undefined) continue;
    const isEnd = piece[1] === '/';
    const isEmpty = !isEnd && piece[0].endsWith('/>');
    const isWanted = name.replace(/^.*:/, '') === wanted;
    if (isEnd) depth -= 1;
    else if (depth === 0) root = name;
    if (depth === 1 && isWanted && !isEnd) from = piece.index;
    if (depth === 1 && isWanted && (isEnd || isEmpty)) spans.push({ from, to: piece.index + piece[0].length });
    if (!isEnd && !isEmpty) depth += 1;
  }
  return { root, spans };
}

export function splitInvoices(bytes: Uint8Array): readonly Buffer[] {
  const plain = Buffer.from(asUtf8(bytes));
  // One character a byte: places in the text are places in the bytes.
  const { root, spans } = childrenOf(plain.toString('latin1'), 'Invoice');
  const start = plain.subarray(0, spans[0]?.from ?? 0);
  const end = Buffer.from(`</${root}>`, 'latin1');
  return spans.map(({ from, to }) => Buffer.concat([start, plain.subarray(from, to), end]));
}
