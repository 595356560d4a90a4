// What a document says about itself at first sight: shown where no format can read the rest. Its head is enough: what is enclosed stands
// further down.
import { open } from 'node:fs/promises';
import type { RemoteFacts } from '../sdk/pages';
import { present } from '../../../../shared/lib/present';

const HEAD_BYTES = 256 << 10;

export async function identityOf(file: string): Promise<RemoteFacts> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return identityIn(buffer.subarray(0, bytesRead).toString('utf8'));
  } finally {
    await handle.close();
  }
}

export function identityIn(text: string): RemoteFacts {
  const facts = {
    number: elementIn(text, 'InvoiceNumber'),
    issueDate: elementIn(text, 'InvoiceDate')?.slice(0, 10),
    currency: elementIn(text, 'Currency'),
    net: elementIn(text, 'InvoiceSum'),
    vat: elementIn(text, 'TotalVATSum'),
    gross: elementIn(text, 'TotalSum'),
    seller: partyIn(text, 'SellerParty'),
    buyer: partyIn(text, 'BuyerParty'),
  };
  return present(facts);
}

function partyIn(text: string, name: string) {
  const from = text.search(new RegExp(`<(?:\\w+:)?${name}[\\s>]`));
  if (from < 0) return undefined;
  const part = text.slice(from, from + 4096);
  const [called, code] = [elementIn(part, 'Name'), elementIn(part, 'RegNumber')];
  return {
    ...(called === undefined ? {} : { name: called }),
    ...(code === undefined ? {} : { taxId: code }),
  };
}

/** Text of the first element of this local name; entities but the five of XML are not known here. */
function elementIn(text: string, name: string): string | undefined {
  const found = new RegExp(`<(?:\\w+:)?${name}>([^<]{1,500})</`).exec(text)?.[1]?.trim();
  return found
    ?.replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}
