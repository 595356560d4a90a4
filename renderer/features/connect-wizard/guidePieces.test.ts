import { expect, it } from 'vitest';
import { piecesOf } from './guidePieces';

it('cuts key caps and bold words out of a guide text', () => {
  expect(piecesOf('Open `Tokens` > `New` in **the portal**.')).toEqual([
    { kind: 'text', text: 'Open ' },
    { kind: 'cap', text: 'Tokens' },
    { kind: 'text', text: ' > ' },
    { kind: 'cap', text: 'New' },
    { kind: 'text', text: ' in ' },
    { kind: 'strong', text: 'the portal' },
    { kind: 'text', text: '.' },
  ]);
});

it('leaves a lonely backtick alone', () => {
  expect(piecesOf('5 ` 6')).toEqual([{ kind: 'text', text: '5 ` 6' }]);
});
