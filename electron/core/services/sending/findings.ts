// What is looked at before an invoice may be confirmed. One seam for the rules of the formats: whoever builds invoices knows them best.
import type { Finding, OutboxFacts } from '../../../../shared/contract/sending';
import { isFailure } from '../../../../shared/errors';
import { bareTaxId } from '../../archive/links/keys';
import { formatFor } from '../../formats/registry';
import type { SendingAbility } from '../../providers/sdk/sending';

/** The rules of a format beyond its being readable; findings at the element they are about. */
export type ValidateBeforeSend = (invoice: {
  readonly id: string;
  readonly bytes: Uint8Array;
  readonly format: string;
}) => Promise<readonly Finding[]>;

const blocks = (key: string, params: Finding['params'] = {}): Finding => ({ key, params, level: 'blocks' });

export interface ReadDocument {
  readonly facts: OutboxFacts;
  readonly hasAttachment: boolean;
}

/** What people recognise it by. Throws `format.*` for what cannot be read: such a document is not even a draft. */
export function readDocument(bytes: Uint8Array): ReadDocument | null {
  const format = formatFor(bytes);
  if (format === null) return null;
  const { number, kind, issueDate, seller, buyer, gross, currency, hasAttachment } = format.parse(bytes);
  const party = ({ name, taxId }: { readonly name: string; readonly taxId?: string | undefined }) => ({
    name,
    ...(taxId === undefined ? {} : { taxId }),
  });
  return {
    facts: {
      format: format.id,
      number,
      kind,
      issueDate,
      seller: party(seller),
      buyer: party(buyer),
      gross: { amount: gross, currency },
    },
    hasAttachment,
  };
}

export async function findingsOf(
  bytes: Uint8Array,
  about: {
    readonly ability: SendingAbility;
    readonly facts: OutboxFacts;
    readonly companyTaxId: string | null;
    readonly today: string;
    readonly id: string;
  },
  validate: ValidateBeforeSend,
): Promise<readonly Finding[]> {
  const { ability, facts, companyTaxId, today } = about;
  const found: Finding[] = [];
  if (!ability.formats.includes(facts.format)) found.push(blocks('sending.finding.format', { format: facts.format }));
  if (bytes.length > ability.maxBytes)
    found.push(blocks('sending.finding.too_big', { megabytes: ability.maxBytes / 1e6 }));
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) found.push(blocks('sending.finding.bom'));
  if (facts.issueDate > today)
    found.push({ ...blocks('sending.finding.future', { date: facts.issueDate }), field: 'P_1' });
  const { taxId } = facts.seller;
  if (companyTaxId !== null && taxId !== undefined && !isSeller(bytes, taxId, companyTaxId))
    found.push({ key: 'sending.finding.other_seller', params: { taxId }, field: 'Podmiot1', level: 'warns' });
  try {
    found.push(...(await validate({ id: about.id, bytes, format: facts.format })));
  } catch (error) {
    if (!isFailure(error)) throw error;
    found.push(blocks(error.spec.key, error.spec.params ?? {}));
  }
  return found;
}

/** By its tax number or by its code in the register, whichever the company is known by. */
function isSeller(bytes: Uint8Array, taxId: string, companyTaxId: string): boolean {
  const code = formatFor(bytes)?.parse(bytes).seller.registryCode;
  return [taxId, code].some((one) => bareTaxId(one) === bareTaxId(companyTaxId));
}
