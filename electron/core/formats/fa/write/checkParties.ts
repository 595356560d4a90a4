// Who sells, who buys, who else is named.
import { compare, decimalText, parseDecimal, sumOf, ZERO } from '../../../../../shared/domain/decimal';
import { parseInternalId } from '../../../../../shared/domain/internalId';
import { hasVatUeShape } from '../../../../../shared/domain/ksefContext';
import type { SalesIdentity, SalesInvoice, SalesParty } from '../../../../../shared/domain/salesInvoice';
import { isNip } from '../../../../../shared/domain/taxId';
import { COUNTRIES, UNION_COUNTRIES } from '../../../../../shared/domain/codeLists';
import { type Findings, PERCENT } from '../../write/findings';
import { filled, nipDigits, unionVatNumber, upperCode } from '../../write/normal';

export const nipOf = ({ identity }: SalesParty): string | null =>
  identity.type === 'nip' ? nipDigits(identity.nip) : null;

export function checkParties(found: Findings, invoice: SalesInvoice, sender: string | undefined): void {
  const { seller, buyer } = invoice;
  const isSimplified = invoice.kind === 'simplified';
  checkSeller(found, 'seller', seller);
  checkParty(found, 'buyer', buyer, { isNameOptional: isSimplified });
  if (buyer.address === undefined && !isSimplified) found.look('buyer.address', 'buyer_address');
  const number = nipOf(seller);
  if (number !== null && number === nipOf(buyer)) found.look('buyer.identity', 'same_party');
  const issuer = invoice.annotations.selfBilling ? nipOf(buyer) : number;
  if (sender !== undefined && issuer !== null && issuer !== sender) {
    found.look(invoice.annotations.selfBilling ? 'buyer.identity' : 'seller.identity', 'other_sender', { sender });
  }
  checkUnits(found, invoice);
  checkThirdParties(found, invoice);
}

/** A Polish taxpayer with an address, as Podmiot1 needs it. */
export function checkSeller(found: Findings, path: string, party: SalesParty): void {
  if (party.identity.type !== 'nip') found.stop(`${path}.identity`, 'seller_nip');
  checkParty(found, path, party, {});
  if (party.address === undefined) found.stop(`${path}.address`, 'required');
}

interface PartyRule {
  readonly isNameOptional?: boolean;
  readonly isThird?: boolean;
}

export function checkParty(found: Findings, path: string, party: SalesParty, rule: PartyRule): void {
  checkIdentity(found, `${path}.identity`, party.identity, rule);
  found.text(`${path}.name`, party.name, 512, { isRequired: rule.isNameOptional !== true });
  const { address, email } = party;
  if (address !== undefined) {
    checkCountry(found, `${path}.address.country`, address.country);
    found.required(`${path}.address.line1`, address.line1, 512);
    found.text(`${path}.address.line2`, address.line2, 512);
  }
  if (found.text(`${path}.email`, email, 255) && !/^.+@.+$/.test(filled(email) ?? '')) {
    found.stop(`${path}.email`, 'bad_email');
  }
  found.text(`${path}.phone`, party.phone, 16);
  found.text(`${path}.customerNumber`, party.customerNumber, 256);
  found.text(`${path}.key`, party.key, 32);
}

function checkCountry(found: Findings, path: string, text: string): void {
  if (filled(text) === undefined) found.stop(path, 'required');
  else if (!COUNTRIES.has(upperCode(text) ?? '')) found.stop(path, 'unknown_country');
}

function checkIdentity(found: Findings, path: string, identity: SalesIdentity, rule: PartyRule): void {
  switch (identity.type) {
    case 'nip':
      checkNip(found, `${path}.nip`, identity.nip);
      break;
    case 'vat_eu':
      checkUnionVat(found, path, identity);
      break;
    case 'other':
      if (filled(identity.country) !== undefined) checkCountry(found, `${path}.country`, identity.country ?? '');
      found.required(`${path}.number`, identity.number, 50);
      break;
    case 'internal':
      if (rule.isThird !== true) found.stop(path, 'internal_id_place');
      else if (parseInternalId(identity.id) === null) found.stop(`${path}.id`, 'bad_internal_id');
      break;
    case 'none':
  }
}

/** Shape as the schema has it (TNrNIP), then the check digit that KSeF looks at. */
function checkNip(found: Findings, path: string, text: string): void {
  const digits = nipDigits(text);
  if (digits === '') found.stop(path, 'required');
  else if (!/^[1-9](?:\d[1-9]|[1-9]\d)\d{7}$/.test(digits)) found.stop(path, 'bad_nip');
  else if (!isNip(digits)) found.stop(path, 'nip_checksum', { nip: digits });
}

function checkUnionVat(found: Findings, path: string, identity: SalesIdentity & { readonly type: 'vat_eu' }): void {
  const country = upperCode(identity.country) ?? '';
  const number = unionVatNumber(country, identity.number);
  if (country === '') found.stop(`${path}.country`, 'required');
  else if (!UNION_COUNTRIES.has(country)) found.stop(`${path}.country`, 'not_in_union');
  else if (country === 'PL') found.stop(`${path}.country`, 'polish_vat_number');
  if (number === '') found.stop(`${path}.number`, 'required');
  else if (!/^[0-9A-Z+*]{1,12}$/.test(number)) found.stop(`${path}.number`, 'bad_vat_number');
  else if (UNION_COUNTRIES.has(country) && country !== 'PL' && !hasVatUeShape(country, number)) {
    found.look(`${path}.number`, 'vat_number_shape', { country });
  }
}

/** The schema's remarks at JST and GV: without the unit among the other parties it does not get the invoice. */
function checkUnits(found: Findings, { buyer, otherParties }: SalesInvoice): void {
  const names = (role: string): boolean =>
    otherParties.some(
      ({ role: has, party }) => has === role && (party.identity.type === 'nip' || party.identity.type === 'internal'),
    );
  if (buyer.isLocalGovernmentUnit && !names('local_government_recipient')) {
    found.look('buyer.isLocalGovernmentUnit', 'unit_not_named');
  }
  if (buyer.isVatGroupMember && !names('vat_group_recipient')) found.look('buyer.isVatGroupMember', 'member_not_named');
}

function checkThirdParties(found: Findings, { otherParties }: SalesInvoice): void {
  found.count('otherParties', otherParties, 100);
  for (const [i, { role, roleText, party, share }] of otherParties.entries()) {
    const path = `otherParties.${i}`;
    checkParty(found, `${path}.party`, party, { isThird: true });
    if (role === 'other') found.required(`${path}.roleText`, roleText, 256);
    if (!found.number(`${path}.share`, share, PERCENT)) continue;
    const percent = parseDecimal(share ?? '') ?? ZERO;
    if (percent.units < 0n || compare(percent, { units: 100n, scale: 0 }) > 0) found.stop(`${path}.share`, 'bad_share');
  }
  const sum = sumOf(otherParties.map(({ share }) => parseDecimal(share ?? '') ?? ZERO));
  if (compare(sum, { units: 100n, scale: 0 }) > 0) found.look('otherParties', 'shares', { sum: decimalText(sum) });
}
