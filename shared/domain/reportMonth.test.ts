import { expect, it } from 'vitest';
import { monthOfName } from './reportMonth';

it.each([
  ['raport-br-2025-01.pdf', '2025-01'],
  ['Raport BR 2025_12.PDF', '2025-12'],
  ['JPK_V7M_202509.xml', '2025-09'],
  ['kasa 03.2026.csv', '2026-03'],
  ['z_09-2026_final.pdf', '2026-09'],
  ['tse-export-2026-09-30.tar', '2026-09'],
  ['Wyciąg 30.09.2026.pdf', '2026-09'],
  ['20260901-20260930.csv', '2026-09'],
  ['2026-09 (2).zip', '2026-09'],
])('%s is of %s', (name, month) => {
  expect(monthOfName(name)).toBe(month);
});

it.each([
  'raport.pdf',
  'raport-2025.pdf',
  'FV 2025-13.pdf',
  '5265877635-20261.xml',
  '2026-09 und 2026-10.pdf',
  '1202509.pdf',
])('%s tells no month', (name) => {
  expect(monthOfName(name)).toBeNull();
});
