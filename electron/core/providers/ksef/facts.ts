// KSeF's metadata of an invoice in the words that every source shares. Tolerant: what is missing or of another shape is left out.
import { z } from 'zod';
import { present } from '../../../../shared/lib/present';
import type { RemoteFacts } from '../sdk/pages';
import { INSTANT_WITH_OFFSET, polishDateOf } from './instants';

const text = z.string().min(1).optional().catch(undefined);
/** JSON numbers; as text from here on. */
const amount = z
  .number()
  .transform((value) => String(value))
  .optional()
  .catch(undefined);
const party = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

const Metadata = z.object({
  invoiceNumber: text,
  issueDate: text,
  /** The number was given: the legal day of receipt. */
  acquisitionDate: z.string().regex(INSTANT_WITH_OFFSET).optional().catch(undefined),
  currency: text,
  netAmount: amount,
  grossAmount: amount,
  seller: party(z.object({ nip: text, name: text })),
  buyer: party(z.object({ identifier: party(z.object({ value: text })), name: text })),
});

export function factsOf(metadata: unknown, ksefNumber: string): RemoteFacts {
  const { data } = Metadata.safeParse(metadata);
  if (data === undefined) return { remoteNumber: ksefNumber };
  const { acquisitionDate: receivedAt, seller, buyer } = data;
  // `vatAmount` is in złoty whatever the invoice's currency: it would not fit beside net and gross.
  return present({
    remoteNumber: ksefNumber,
    receivedAt,
    receivedOn: receivedAt === undefined ? undefined : polishDateOf(receivedAt),
    number: data.invoiceNumber,
    issueDate: data.issueDate,
    currency: data.currency,
    net: data.netAmount,
    gross: data.grossAmount,
    seller: seller && present({ name: seller.name, taxId: seller.nip }),
    buyer: buyer && present({ name: buyer.name, taxId: buyer.identifier?.value }),
  });
}
