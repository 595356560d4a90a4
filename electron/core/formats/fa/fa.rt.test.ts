// FA from small documents of our own. Runs in Node and in Electron's runtime.
import { describe, expect, it } from 'vitest';
import { ParsedInvoice } from '../../../../shared/domain/invoice';
import { isFailure } from '../../../../shared/errors';
import { formatFor } from '../registry';

const FA3 = 'http://crd.gov.pl/wzor/2025/06/25/13775/';
const FA2 = 'http://crd.gov.pl/wzor/2023/06/29/12648/';
const RR = 'http://crd.gov.pl/wzor/2026/03/06/14189/';

const HEADER = '<Naglowek><KodFormularza kodSystemowy="FA (3)" wersjaSchemy="1-0E">FA</KodFormularza></Naglowek>';
const SELLER =
  '<Podmiot1><DaneIdentyfikacyjne><NIP>5265877635</NIP><Nazwa>Zielona Kuźnia</Nazwa></DaneIdentyfikacyjne></Podmiot1>';
const BUYER =
  '<Podmiot2><DaneIdentyfikacyjne><KodUE>DE</KodUE><NrVatUE>123456789</NrVatUE></DaneIdentyfikacyjne></Podmiot2>';
const SUMS = '<P_13_1>100.00</P_13_1><P_14_1>23.00</P_14_1><P_15>123.00</P_15>';

interface Pieces {
  readonly head?: string;
  readonly sums?: string;
  readonly kind?: string;
  readonly rest?: string;
  readonly parties?: string;
  readonly after?: string;
}

function fa({ head, sums = SUMS, kind = 'VAT', rest = '', parties = SELLER + BUYER, after = '' }: Pieces = {}): string {
  const start = head ?? `<Faktura xmlns="${FA3}">`;
  const fields = `<KodWaluty>PLN</KodWaluty><P_1>2026-10-05</P_1><P_2>A/1</P_2>${sums}`;
  return `${start}${HEADER}${parties}<Fa>${fields}<RodzajFaktury>${kind}</RodzajFaktury>${rest}</Fa>${after}</Faktura>`;
}

function parse(xml: string): ParsedInvoice {
  const bytes = Buffer.from(xml);
  const format = formatFor(bytes.subarray(0, 4096));
  if (format === null) throw new Error('not recognised');
  return ParsedInvoice.parse(format.parse(bytes));
}

function failureOf(xml: string): unknown {
  try {
    parse(xml);
    return 'read';
  } catch (error) {
    return isFailure(error) ? { key: error.spec.key, params: error.spec.params } : error;
  }
}

const line = (fields: string): string => `<FaWiersz>${fields}</FaWiersz>`;
const findingsOf = (xml: string): string[] => parse(xml).findings.map(({ key }) => key.replace('format.finding.', ''));

describe('which document it is', () => {
  it('knows a structure by its namespace, whatever the prefix', () => {
    expect(parse(fa()).format).toBe('fa3');
    expect(parse(fa({ head: `<Faktura xmlns="${FA2}">` })).format).toBe('fa2');
    const prefixed = fa({ head: `<Faktura xmlns="${FA3}">` })
      .replaceAll('</', '</tns:')
      .replaceAll(/<(?=[A-Z])/g, '<tns:')
      .replace('xmlns=', 'xmlns:tns=');
    expect(parse(prefixed)).toMatchObject({ format: 'fa3', gross: '123.00' });
  });

  it('knows it by the form code when the namespace is new', () => {
    expect(parse(fa({ head: '<Faktura xmlns="urn:next">' })).format).toBe('fa3');
  });

  it('knows nothing of other documents', () => {
    expect(formatFor(Buffer.from('<Invoice xmlns="urn:oasis"/>'))).toBeNull();
    expect(formatFor(new Uint8Array())).toBeNull();
    expect(failureOf(`<!-- ${FA3} --><Other/>`)).toMatchObject({ key: 'format.unknown' });
  });
});

describe('what must be there', () => {
  it.each(['KodWaluty', 'P_1', 'P_2', 'P_15', 'RodzajFaktury'])('refuses a document without %s', (field) => {
    const xml = fa().replace(new RegExp(`<${field}>[^<]*</${field}>`), '');
    expect(failureOf(xml)).toEqual({ key: 'format.missing_field', params: { field } });
  });

  it.each([
    ['P_1', '05.10.2026'],
    ['P_15', '123,00'],
    ['P_15', '9999999999999999.99'],
    ['KodWaluty', 'ZŁ'],
  ])('refuses %s with the value %s', (field, value) => {
    const xml = fa().replace(new RegExp(`<${field}>[^<]*`), `<${field}>${value}`);
    expect(failureOf(xml)).toEqual({ key: 'format.bad_field', params: { field } });
  });

  it('takes what is merely unusual', () => {
    const xml = fa({
      rest: `<Nowe><P_15>1</P_15></Nowe>${line('<NrWierszaFa>99999999999999</NrWierszaFa><P_7> a \r\n b </P_7><P_9A>0.12345678</P_9A><P_8B>x</P_8B>')}`,
    });
    const invoice = parse(`\ufeff<?xml-stylesheet href="x"?>${xml}`);
    expect(invoice.lines).toEqual([
      { no: '99999999999999', name: 'a b', price: '0.12345678', priceIsGross: false, isBefore: false },
    ]);
    expect(invoice.gross).toBe('123.00');
    expect(invoice.findings).toEqual([{ key: 'format.finding.bad_number', params: { field: 'P_8B', text: 'x' } }]);
    expect(findingsOf(fa({ kind: 'NOWY' }))).toEqual(['unknown_kind']);
  });
});

describe('lines, rates and sums', () => {
  it('reads what was taken off a line', () => {
    const rest = line('<P_9A>10</P_9A><P_10>1.5</P_10><P_11>8.5</P_11><P_12>23</P_12>') + line('<P_11>1</P_11>');
    expect(parse(fa({ rest })).lines.map(({ discount }) => discount)).toEqual(['1.5', undefined]);
  });

  it('decides net or gross by the line', () => {
    const lines = parse(
      fa({
        rest:
          line('<P_9A>10</P_9A><P_11>10</P_11><P_12>23</P_12>') +
          line('<P_9B>12.3</P_9B><P_11A>12.3</P_11A><P_12>23</P_12>') +
          line('<P_11A>5</P_11A>') +
          line('<P_9B>12.3</P_9B><P_11>10</P_11>'),
      }),
    ).lines;
    expect(lines.map(({ price, priceIsGross, net, gross }) => [price, priceIsGross, net, gross])).toEqual([
      ['10', false, '10', undefined],
      ['12.3', true, undefined, '12.3'],
      [undefined, true, undefined, '5'],
      ['12.3', true, '10', undefined],
    ]);
  });

  it('names every rate', () => {
    const suffixes = ['1', '2', '3', '4', '5', '6_1', '6_2', '6_3', '7', '8', '9', '10', '11'];
    const sums = `${suffixes.map((id) => `<P_13_${id}>1.10</P_13_${id}>`).join('')}<P_14_1>0.25</P_14_1><P_15>14.55</P_15>`;
    const invoice = parse(fa({ sums }));
    expect(invoice.rates.map(({ rate }) => rate)).toEqual([
      '23',
      '8',
      '5',
      '4',
      'OSS',
      '0 KR',
      '0 WDT',
      '0 EX',
      'zw',
      'np I',
      'np II',
      'oo',
      'marża',
    ]);
    expect(invoice).toMatchObject({ net: '14.30', vat: '0.25', gross: '14.55', findings: [] });
    expect(invoice.rates[0]).toEqual({ rate: '23', net: '1.10', vat: '0.25' });
    expect(invoice.rates[1]).toEqual({ rate: '8', net: '1.10' });
  });

  it('takes the old rate where the lines use it', () => {
    expect(parse(fa({ rest: line('<P_11>100</P_11><P_12>22</P_12>') })).rates[0]?.rate).toBe('22');
  });

  it('adds exactly', () => {
    const sums = '<P_13_1>0.1</P_13_1><P_14_1>0.2</P_14_1><P_13_2>0.7</P_13_2><P_15>1</P_15>';
    expect(parse(fa({ sums }))).toMatchObject({ net: '0.80', vat: '0.20', gross: '1.00', findings: [] });
  });

  it('finds sums that do not add up', () => {
    expect(findingsOf(fa({ sums: SUMS.replace('123.00', '124.00') }))).toEqual(['sum_differs']);
    expect(findingsOf(fa({ sums: '<P_15>50</P_15>' }))).toEqual(['no_net']);
    expect(findingsOf(fa({ sums: '<P_15>0</P_15>', kind: 'KOR' }))).toEqual([]);
    const wrong = line('<P_11>90.00</P_11><P_12>23</P_12>');
    expect(findingsOf(fa({ rest: wrong }))).toEqual(['lines_differ']);
    expect(findingsOf(fa({ rest: wrong, kind: 'ROZ' }))).toEqual([]);
    expect(findingsOf(fa({ rest: line('<P_11A>123.01</P_11A><P_12>23</P_12>') }))).toEqual([]);
  });

  it('compares a correction by its differences', () => {
    const pair =
      line('<P_11>300</P_11><P_12>23</P_12><StanPrzed>1</StanPrzed>') + line('<P_11>400</P_11><P_12>23</P_12>');
    expect(findingsOf(fa({ kind: 'KOR', rest: pair }))).toEqual([]);
    expect(findingsOf(fa({ kind: 'KOR', rest: pair.replace('300', '310') }))).toEqual(['lines_differ']);
  });
});

describe('parties', () => {
  it('names the roles of others, and writes foreign numbers with their country', () => {
    const third = (role: string, id: string): string =>
      `<Podmiot3><DaneIdentyfikacyjne>${id}<Nazwa>X</Nazwa></DaneIdentyfikacyjne>${role}</Podmiot3>`;
    const parties =
      SELLER +
      BUYER +
      third('<Rola>1</Rola>', '<NIP>1111111111</NIP>') +
      third('<Rola>11</Rola>', '<KodKraju>US</KodKraju><NrID>12-3</NrID>') +
      third('<RolaInna>1</RolaInna><OpisRoli>dostawca</OpisRoli>', '<BrakID>1</BrakID>') +
      '<PodmiotUpowazniony><DaneIdentyfikacyjne><NIP>1111111111</NIP></DaneIdentyfikacyjne><RolaPU>2</RolaPU></PodmiotUpowazniony>';
    const invoice = parse(fa({ parties }));
    expect(invoice.buyer).toEqual({ name: '', taxId: 'DE123456789', country: 'DE', address: [] });
    expect(invoice.otherParties.map(({ role, party }) => [role, party.taxId])).toEqual([
      ['factor', '1111111111'],
      ['employee', 'US12-3'],
      ['other', undefined],
      ['bailiff', '1111111111'],
    ]);
    expect(invoice.notes).toContainEqual({ label: 'format.note.other_role', text: 'X: dostawca' });
  });

  it('finds a NIP with a wrong checksum', () => {
    const parties = SELLER.replace('5265877635', '5265877636') + BUYER;
    expect(parse(fa({ parties })).findings).toEqual([
      { key: 'format.finding.nip_checksum', params: { nip: '5265877636', name: 'Zielona Kuźnia' } },
    ]);
  });
});

describe('payment', () => {
  const paid = (inside: string): ParsedInvoice => parse(fa({ rest: `<Platnosc>${inside}</Platnosc>` }));

  it('reads partial payments, and knows the last one that settles all', () => {
    const part = (date: string): string =>
      `<ZaplataCzesciowa><KwotaZaplatyCzesciowej>61.5</KwotaZaplatyCzesciowej><DataZaplatyCzesciowej>${date}</DataZaplatyCzesciowej></ZaplataCzesciowa>`;
    const parts = part('2026-10-20') + part('2026-10-10');
    const some = paid(`<ZnacznikZaplatyCzesciowej>1</ZnacznikZaplatyCzesciowej>${parts}`);
    expect(some.payment).toEqual({ paid: false, state: 'partly', dueOn: [], accounts: [] });
    expect(some.notes).toContainEqual({ label: 'format.note.partial_payment', text: '61.50 PLN, 2026-10-20' });
    const all = paid(`<ZnacznikZaplatyCzesciowej>2</ZnacznikZaplatyCzesciowej>${parts}`);
    expect(all.payment).toMatchObject({ paid: true, paidOn: '2026-10-20' });
  });

  it('reads terms in both spellings, another method and several accounts', () => {
    const invoice = paid(
      '<TerminPlatnosci><Termin>2026-11-01</Termin><TerminOpis><Ilosc>14</Ilosc><Jednostka>dni</Jednostka>' +
        '<ZdarzeniePoczatkowe>od dostawy</ZdarzeniePoczatkowe></TerminOpis></TerminPlatnosci>' +
        '<TerminPlatnosci><TerminOpis>po odbiorze</TerminOpis></TerminPlatnosci>' +
        '<PlatnoscInna>1</PlatnoscInna><OpisPlatnosci>barter</OpisPlatnosci>' +
        '<RachunekBankowy><NrRB>73 1111 1111 1111 1111 1111 1111</NrRB><SWIFT>ABCDPLPW</SWIFT></RachunekBankowy>' +
        '<RachunekBankowyFaktora><NrRB>DE89370400440532013000</NrRB></RachunekBankowyFaktora>',
    );
    expect(invoice.payment).toEqual({
      paid: false,
      dueOn: ['2026-11-01'],
      method: 'other',
      accounts: [{ number: '73111111111111111111111111', swift: 'ABCDPLPW' }, { number: 'DE89370400440532013000' }],
    });
    const terms = invoice.notes.filter(({ label }) => label === 'format.note.payment_terms');
    expect(terms.map(({ text }) => text)).toEqual(['14 dni od dostawy', 'po odbiorze']);
    expect(invoice.findings).toEqual([]);
  });

  it('finds an account with a wrong checksum and a term before the issue', () => {
    const rest = (account: string, due: string): string =>
      `<Platnosc><TerminPlatnosci><Termin>${due}</Termin></TerminPlatnosci><RachunekBankowy><NrRB>${account}</NrRB></RachunekBankowy></Platnosc>`;
    expect(findingsOf(fa({ rest: rest('73111111111111111111111112', '2026-10-04') }))).toEqual([
      'account_checksum',
      'due_before_issue',
    ]);
    expect(findingsOf(fa({ rest: rest('0123456789', '2026-10-05') }))).toEqual([]);
  });

  it('finds references that cannot be right', () => {
    const rest =
      '<FakturaZaliczkowa><NrKSeFFaZaliczkowej>5265877635-20250826-0100001AF629-AE</NrKSeFFaZaliczkowej></FakturaZaliczkowa>';
    expect(findingsOf(fa({ rest }))).toEqual(['ksef_number']);
    expect(findingsOf(fa({ rest: rest.replace('-AE<', '-AF<') }))).toEqual([]);
  });

  it('says what must be paid when it is not the sum', () => {
    const settle = (inside: string): ParsedInvoice => parse(fa({ rest: `<Rozliczenie>${inside}</Rozliczenie>` }));
    const more = settle('<Obciazenia><Kwota>7</Kwota><Powod>kaucja</Powod></Obciazenia><DoZaplaty>130</DoZaplaty>');
    expect(more.payable).toBe('130.00');
    expect(more.notes).toContainEqual({ label: 'format.note.charge', text: '7.00 PLN, kaucja' });
    expect(settle('<DoZaplaty>123</DoZaplaty>').payable).toBeUndefined();
    expect(settle('<DoRozliczenia>5</DoRozliczenia>').payable).toBe('0.00');
  });
});

describe('FA_RR', () => {
  const RR_DOCUMENT =
    `<Faktura xmlns="${RR}">${SELLER}${BUYER}<FakturaRR><KodWaluty>PLN</KodWaluty><P_4A>2026-10-01</P_4A><P_4B>2026-10-02</P_4B>` +
    '<P_4C>RR/1</P_4C><P_11_1>1000</P_11_1><P_11_2>70</P_11_2><P_12_1>1070</P_12_1><P_12_2>tysiąc siedemdziesiąt</P_12_2>' +
    '<RodzajFaktury>VAT_RR</RodzajFaktury><FakturaRRWiersz><NrWierszaFa>1</NrWierszaFa><P_5>mleko</P_5><P_6A>l</P_6A><P_6B>500</P_6B>' +
    '<P_6C>klasa I</P_6C><P_7>2</P_7><P_8>1000</P_8><P_9>7</P_9><P_10>70</P_10><P_11>1070</P_11></FakturaRRWiersz>' +
    '<Platnosc><FormaPlatnosci>1</FormaPlatnosci><RachunekBankowy1><NrRB>73111111111111111111111111</NrRB></RachunekBankowy1></Platnosc>' +
    '</FakturaRR></Faktura>';

  it('is read into the same model', () => {
    expect(parse(RR_DOCUMENT)).toMatchObject({
      format: 'fa_rr',
      number: 'RR/1',
      kind: 'invoice',
      issueDate: '2026-10-02',
      saleDate: '2026-10-01',
      net: '1000.00',
      vat: '70.00',
      gross: '1070.00',
      rates: [{ rate: '7', net: '1000.00', vat: '70.00' }],
      lines: [{ no: '1', name: 'mleko, klasa I', price: '2', net: '1000', vat: '70', gross: '1070', rate: '7' }],
      payment: { method: 'transfer', accounts: [{ number: '73111111111111111111111111' }] },
      findings: [],
    });
    expect(findingsOf(RR_DOCUMENT.replace('<P_12_1>1070', '<P_12_1>1080'))).toEqual(['sum_differs']);
  });
});
