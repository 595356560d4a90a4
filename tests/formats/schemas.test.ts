// What we read is what the Ministry means: its own samples fit its own schemas, byte for byte as they lie there.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { viewOf } from '../../electron/core/formats/registry';
import { schemaOf } from '../support/faSchema';
import { referencePath } from '../support/reference';

const samples = referencePath('ksef', 'samples', 'invoices');
const fa3 = schemaOf('schemat_FA(3)_v1-0E.xsd');
const fa2 = schemaOf('schemat_FA(2)_v1-0E.xsd');

describe.skipIf(samples === null)('official samples', () => {
  const files = globSync(`${samples ?? ''}/*.xml`).map((file) => [path.basename(file), file] as const);
  it.each(files)('%s is valid', (name, file) => {
    const validate = name.startsWith('FA2') ? fa2 : fa3;
    expect(validate?.(readFileSync(file))).toBe('');
  });

  it('are held against them in earnest', () => {
    const text = readFileSync(path.join(samples ?? '', 'FA3_01_VAT_cash_paid_FP.xml'), 'utf8');
    expect(fa3?.(Buffer.from(text.replace('<P_15>2051<', '<P_15>2051.123<')))).toContain('P_15');
    expect(fa2?.(Buffer.from(text))).not.toBe('');
  });
});

const RR = `<Faktura xmlns="http://crd.gov.pl/wzor/2026/03/06/14189/">
  <Naglowek><KodFormularza kodSystemowy="FA_RR (1)" wersjaSchemy="1-1E">FA_RR</KodFormularza><WariantFormularza>1</WariantFormularza>
    <DataWytworzeniaFa>2026-10-02T08:00:00Z</DataWytworzeniaFa></Naglowek>
  <Podmiot1><DaneIdentyfikacyjne><NIP>9662345675</NIP><Nazwa>Jan Rolnik</Nazwa></DaneIdentyfikacyjne>
    <Adres><KodKraju>PL</KodKraju><AdresL1>Polna 1</AdresL1></Adres></Podmiot1>
  <Podmiot2><DaneIdentyfikacyjne><NIP>5265877635</NIP><Nazwa>Mleczarnia</Nazwa></DaneIdentyfikacyjne>
    <Adres><KodKraju>PL</KodKraju><AdresL1>Mleczna 2</AdresL1></Adres></Podmiot2>
  <FakturaRR><KodWaluty>PLN</KodWaluty><P_4A>2026-10-01</P_4A><P_4B>2026-10-02</P_4B><P_4C>RR/1</P_4C>
    <P_11_1>1000</P_11_1><P_11_2>70</P_11_2><P_12_1>1070</P_12_1><P_12_2>tysiąc siedemdziesiąt złotych</P_12_2>
    <RodzajFaktury>VAT_RR</RodzajFaktury>
    <FakturaRRWiersz><NrWierszaFa>1</NrWierszaFa><P_5>mleko</P_5><P_6A>l</P_6A><P_6B>500</P_6B><P_6C>klasa I</P_6C><P_7>2</P_7>
      <P_8>1000</P_8><P_9>7</P_9><P_10>70</P_10><P_11>1070</P_11></FakturaRRWiersz></FakturaRR>
</Faktura>`;

describe('FA_RR(1)', () => {
  const bytes = Buffer.from(RR);
  const validate = schemaOf('schemat_FA_RR(1)_v1-1E.xsd');

  it.skipIf(validate === null)('the document below is valid', () => {
    expect(validate?.(bytes)).toBe('');
  });

  it('is a page of its own: farmer, buyer, refund', () => {
    const view = viewOf(bytes);
    expect(view).toMatchObject({ format: 'fa_rr', title: { key: 'fa.code.kind.VAT_RR' }, number: 'RR/1', rest: [] });
    expect(view.parties.map(({ role, name }) => [role, name])).toEqual([
      [{ key: 'fa.section.farmer' }, 'Jan Rolnik'],
      [{ key: 'fa.section.buyer_rr' }, 'Mleczarnia'],
    ]);
    const [lines, sums] = view.blocks;
    expect(lines?.type === 'table' && lines.columns.map(({ label }) => 'key' in label && label.key)).toEqual([
      'fa.field.NrWierszaFa',
      'fa.field.P_5',
      'fa.field.P_6C',
      'fa.field.P_6B',
      'fa.field.rr_P_6A',
      'fa.field.rr_P_7',
      'fa.field.P_8',
      'fa.field.P_9',
      'fa.field.rr_P_10',
      'fa.field.rr_P_11',
    ]);
    expect(sums).toMatchObject({ id: 'rates' });
    expect(view.totals.map(({ value }) => value.text)).toEqual(['tysiąc siedemdziesiąt złotych', '1070']);
    expect(view.sellerTaxId).toBe('9662345675');
  });
});
