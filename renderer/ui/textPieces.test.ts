import { expect, it } from 'vitest';
import { asWritten, piecesOf, plainText } from './textPieces';

it('cuts key caps and bold words out of a text', () => {
  expect(piecesOf('Open `Tokens` > `New` in **the portal**, see *Details*.')).toEqual([
    { kind: 'text', text: 'Open ' },
    { kind: 'cap', text: 'Tokens', after: '' },
    { kind: 'text', text: ' > ' },
    { kind: 'cap', text: 'New', after: '' },
    { kind: 'text', text: ' in ' },
    { kind: 'strong', text: 'the portal' },
    { kind: 'text', text: ', see ' },
    { kind: 'strong', text: 'Details' },
    { kind: 'text', text: '.' },
  ]);
});

it('keeps a comma at its key cap', () => {
  expect(piecesOf('`read`, `write`.')).toEqual([
    { kind: 'cap', text: 'read', after: ',' },
    { kind: 'text', text: ' ' },
    { kind: 'cap', text: 'write', after: '.' },
  ]);
});

it.each(['5 ` 6', '3 * 4 * 5', 'all *.xml'])('leaves what is no mark alone: %s', (text) => {
  expect(piecesOf(text)).toEqual([{ kind: 'text', text }]);
  expect(plainText(text)).toBe(text);
});

it('says a text without its marks', () => {
  expect(plainText('Press `Sync now`, then see *Details* of **October**.')).toBe(
    'Press Sync now, then see Details of October.',
  );
});

it('takes what is put into it as it is written', () => {
  const name = 'FV*2026*`05`.pdf';
  expect(piecesOf(`Look at *${asWritten(name)}*.`)).toEqual([
    { kind: 'text', text: 'Look at ' },
    { kind: 'strong', text: name },
    { kind: 'text', text: '.' },
  ]);
  expect(plainText(asWritten(name))).toBe(name);
});
