// An import as main tells it, for component tests and the development page.
import type { ImportId, ImportRow, ImportView } from '../../../shared/contract/imports';
import type { CompanyId, RunId } from '../../../shared/domain/ids';

const header = [
  'Numer faktury',
  'Data wystawienia',
  'Kontrahent',
  'NIP',
  'Kwota netto',
  'VAT',
  'Kwota brutto',
  'Uwagi',
];
const sample = [
  ['FV 1/10/2026', '05.10.2026', 'Hurtownia Amper', '5252445767', '100,00', '23,00', '123,00', ''],
  ['FV 2/10/2026', '06.10.2026', 'Hurtownia Amper', '5252445767', '1 200,00', '276,00', '1 476,00', 'pilne'],
];

export const FAKE_IMPORT: ImportView = {
  id: '0192f3a0-0000-7000-8000-0000000000aa' as ImportId,
  companyId: '0192f3a0-0000-7000-8000-000000000001' as CompanyId,
  step: 'columns',
  files: ['koszty.csv'],
  done: 0,
  tables: [
    {
      signature: 'a1',
      files: ['koszty.csv'],
      encoding: 'windows-1250',
      separator: ';',
      header,
      sample,
      mapping: {
        columns: ['number', 'issueDate', 'partyName', 'partyTaxId', 'net', 'vat', 'gross', null],
        side: 'purchase',
        decimalMark: ',',
        dateOrder: 'day',
        currency: 'PLN',
      },
      isRemembered: false,
    },
  ],
  counts: { new: 2, elsewhere: 1, changed: 1, known: 3, unreadable: 1 },
};

const row = (key: string, state: ImportRow['state']): ImportRow => ({
  key,
  state,
  file: 'koszty.csv',
  place: 2,
  number: `FV ${key}`,
  issueDate: '2026-10-05',
  counterparty: 'Hurtownia Amper',
  direction: 'purchase',
  gross: { amount: '123.00', currency: 'PLN' },
});

export const fakeImports = {
  'imports.choose': () => ({ importId: FAKE_IMPORT.id }),
  'imports.drop': () => ({ importId: FAKE_IMPORT.id }),
  'imports.get': () => FAKE_IMPORT,
  'imports.read': () => undefined,
  'imports.look': () => undefined,
  'imports.back': () => undefined,
  'imports.discard': () => undefined,
  'imports.rows': ({ state }: { readonly state: ImportRow['state'] }) => ({
    rows:
      state === 'unreadable'
        ? [
            {
              key: 'u',
              state,
              file: 'koszty.csv',
              place: 9,
              reason: { key: 'format.bad_field', params: { field: 'VAT' } },
            },
          ]
        : [row(`${state}-1`, state), row(`${state}-2`, state)],
  }),
  'imports.confirm': () => ({ runId: '0192f3a0-0000-7000-8000-0000000000bb' as RunId }),
};
