import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recognise } from './token';

const SECRET = '919f704466624ce29cd5ac7b65ded5e7cccc112eee314f2aaa76e02cd16df7b9';
const TOKEN = `20251010-EC-1DCE3E3000-12ECB5B36E-45|nip-5265877635|${SECRET}`;

describe('a pasted token', () => {
  it('is recognised through line breaks and blanks, and tells the NIP', () => {
    const gaps = fc.array(fc.tuple(fc.nat(TOKEN.length), fc.constantFrom(' ', '\n', '\r\n', '\t', '\u00A0')));
    fc.assert(
      fc.property(gaps, (inserted) => {
        let text = TOKEN;
        for (const [at, gap] of inserted) text = text.slice(0, at) + gap + text.slice(at);
        const hint = recognise('token', text);
        expect(hint).toEqual({
          value: TOKEN,
          fills: { nip: '5265877635' },
          ok: true,
          hint: 'paste.token_for_nip',
          hintParams: { nip: '526-587-76-35' },
        });
      }),
    );
  });

  it.each([
    [SECRET.toUpperCase(), 'paste.token_v1'],
    [SECRET, 'paste.token_tail'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjF9.abc', 'paste.access_token'],
    ['20251010-EC-1DCE3E3000-12ECB5B36E-45', 'paste.reference_only'],
    ['526-587-76-35', 'paste.nip_in_token_field'],
    ['-----BEGIN CERTIFICATE-----\nMIIB', 'paste.certificate'],
    ['hello', 'paste.unknown'],
    [TOKEN.replace('5265877635', '5265877636'), 'paste.unknown'],
  ])('says what else it looks like: %s', (text, hint) => {
    expect(recognise('token', text)).toMatchObject({ ok: false, hint, fills: {} });
  });

  it('cleans a NIP', () => {
    expect(recognise('nip', ' PL 526-587-76-35 ')).toMatchObject({ value: '5265877635', ok: true });
    expect(recognise('nip', '526-587-76-36').ok).toBe(false);
  });
});
