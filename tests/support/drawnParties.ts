// Parties of drawn invoices, and their bank accounts.
import fc from 'fast-check';
import type { SalesBuyer, SalesIdentity, SalesParty, SalesSeller } from '../../shared/domain/salesInvoice';
import { DIGITS, drawn, HEX, longText, nip, seed, some, text } from './drawnValues';

/** A country written twice is written once, which is another test's matter. */
const isBare = ([country, number]: readonly [string, string]): boolean => !number.toUpperCase().startsWith(country);

export const unionVat: fc.Arbitrary<SalesIdentity> = fc
  .tuple(
    fc.constantFrom('DE', 'EE', 'EL', 'XI', 'FR'),
    seed.map((n) => drawn(n, 9, HEX)),
  )
  .filter(isBare)
  .map(([country, number]) => ({ type: 'vat_eu', country, number }));
export const polish: fc.Arbitrary<SalesIdentity> = nip.map((digits) => ({ type: 'nip', nip: digits }));
export const elsewhere: fc.Arbitrary<SalesIdentity> = fc
  .tuple(fc.constantFrom('US', 'GB', 'CH'), text(50))
  .filter(isBare)
  .map(([country, number]) => ({ type: 'other', country, number }));
export const nobody: fc.Arbitrary<SalesIdentity> = fc.constant({ type: 'none' });
export const unit: fc.Arbitrary<SalesIdentity> = fc
  .tuple(
    nip,
    seed.map((n) => drawn(n, 5, DIGITS)),
  )
  .map(([digits, five]) => ({ type: 'internal', id: `${digits}-${five}` }));

export const address = fc
  .tuple(fc.constantFrom('PL', 'DE', 'EE', 'GR', 'us'), longText(512), some({ line2: text(512) }))
  .map(([country, line1, rest]) => ({ country, line1, ...rest }));

export const partyWith = (identity: fc.Arbitrary<SalesIdentity>): fc.Arbitrary<SalesParty> =>
  fc
    .record({
      who: identity,
      name: longText(512),
      rest: some({
        address,
        email: fc.constantFrom('a@b', 'biuro@firma.example'),
        phone: seed.map((n) => `+48 ${drawn(n, 9, DIGITS)}`),
        customerNumber: text(256),
        key: text(32),
      }),
    })
    .map(({ who, name, rest }) => ({ identity: who, name, ...rest }));

export const seller: fc.Arbitrary<SalesSeller> = fc
  .tuple(partyWith(polish), address)
  .map(([{ identity, name, email, phone }, place]) => ({
    identity,
    name,
    address: place,
    ...(email === undefined ? {} : { email }),
    ...(phone === undefined ? {} : { phone }),
  }));

const flags = fc.record({ isLocalGovernmentUnit: fc.boolean(), isVatGroupMember: fc.boolean() });
export const buyerWith = (identity: fc.Arbitrary<SalesIdentity>): fc.Arbitrary<SalesBuyer> =>
  fc.tuple(partyWith(identity), flags).map(([party, marks]) => ({ ...party, ...marks }));

export const account = fc
  .record({
    number: fc.constantFrom(
      'PL61109010140000071219812874',
      '61 1090 1014 0000 0712 1981 2874',
      'EE382200221020145685',
      'KONTO-12345678',
    ),
    rest: some({
      swift: fc.constantFrom('WBKPPLPP', 'habaee2xxxx'),
      bank: text(256),
      description: text(256),
    }),
  })
  .map(({ number, rest }) => ({ number, ...rest }));
