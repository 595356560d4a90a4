// The words under which an invoice is found: its identifiers, its sums, the folded names of its parties and lines.
import type { ParsedInvoice } from '../../../../shared/domain/invoice';
import { fromMinor } from '../../../../shared/domain/money';
import { foldedText, writeFoldedText } from '../../../../shared/lib/fold';
import { amountWord, identifierWords } from '../../../../shared/lib/searchWords';

type Named = {
  readonly name: string;
  readonly taxId?: string | undefined;
  readonly registryCode?: string | undefined;
};
export interface Shown {
  readonly number: string;
  readonly currency: string;
  readonly seller: Named;
  readonly buyer: Named;
}

export function indexWords(shown: Shown, full: ParsedInvoice | null, remote: string, sums: readonly number[]): string {
  const parties: readonly Named[] = [
    shown.seller,
    shown.buyer,
    ...(full?.otherParties.map((other) => other.party) ?? []),
  ];
  const identifiers = [
    shown.number,
    remote,
    ...parties.flatMap(({ taxId = '', registryCode = '' }) => [taxId, registryCode]),
  ].flatMap(identifierWords);
  const amounts = sums.map((minor) => amountWord(fromMinor(minor, shown.currency)));
  const head = `${identifiers.join(' ')} ${amounts.join(' ')}`;
  return withNames(head, [...parties, ...(full?.lines ?? [])]);
}

const BYTES_PER_CHARACTER = 4;
/** Enough for nearly every invoice. */
const scratch = Buffer.alloc(64 * 1024);

/** One piece in the end: a text that is put together from hundreds of pieces keeps all of them alive while its row waits. */
function withNames(head: string, names: readonly Named[]): string {
  let characters = head.length;
  for (const { name } of names) characters += name.length + 1;
  const most = characters * BYTES_PER_CHARACTER;
  const target = most <= scratch.length ? scratch : Buffer.allocUnsafe(most);
  let end = target.write(head, 'utf8');
  for (const { name } of names) {
    target[end] = 0x20;
    end = writeFoldedText(name, target, end + 1);
    if (end < 0) return ownText(`${head} ${foldedText(names.map((named) => named.name).join(' '))}`);
  }
  return target.toString('utf8', 0, end);
}

/** Shorter pieces are copies already (V8's `SlicedString::kMinLength`). */
const SHORTEST_PIECE = 13;

/** A piece of a string keeps the whole alive: ten thousand waiting rows held ten thousand documents, two hundred megabytes. */
export function ownText(text: string): string {
  return text.length < SHORTEST_PIECE ? text : Buffer.from(text, 'utf8').toString('utf8');
}
