import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from './redact';

const secret = 'Zaż "ó\\ł&ć<4711>+/=';

describe('a known value', () => {
  it.each([
    ['plain', secret],
    ['JSON', JSON.stringify({ x: secret })],
    ['JSON inside JSON', JSON.stringify(JSON.stringify({ x: secret }))],
    ['ASCII JSON', String.raw`"Za\u017c \"\u00f3\\\u0142&\u0107<4711>+/="`],
    ['URL', encodeURIComponent(secret)],
    ['form', new URLSearchParams({ x: secret }).toString()],
    ['XML', secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')],
    ['Base64', Buffer.from(secret).toString('base64')],
    ['URL-safe Base64', Buffer.from(secret).toString('base64url')],
  ])('%s', (_, text) => {
    const redactor = createRedactor();
    redactor.register(secret);
    const safe = redactor.text(`before ${text} after`);
    expect(safe.startsWith('before ')).toBe(true);
    expect(safe.endsWith(' after')).toBe(true);
    expect(safe).not.toContain('4711');
    expect(safe).not.toContain(text);
  });

  it('inside Basic credentials, whatever stands before and after it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary-ascii', maxLength: 9 }),
        fc.string({ unit: 'binary-ascii', minLength: 9, maxLength: 40 }),
        fc.string({ unit: 'binary-ascii', maxLength: 9 }),
        (before, value, after) => {
          const redactor = createRedactor();
          redactor.register(value);
          const text = Buffer.from(before + value + after).toString('base64');
          const rest = redactor.text(`>${text}<`).replaceAll('•••', ' ');
          // What is left, decoded at any place, is not the value.
          return !rest.includes(Buffer.from(value).toString('base64').slice(2, -4));
        },
      ),
    );
  });

  it('that is a session in JSON hides each of its tokens', () => {
    const redactor = createRedactor();
    redactor.register(JSON.stringify({ account: 'abc', accessToken: 'sl.aaaaaaaaaaaaaaaa', untilMs: 1 }));
    expect(redactor.text('x sl.aaaaaaaaaaaaaaaa abc')).toBe('x ••• abc');
  });

  it('that contains another one leaves no rest', () => {
    const redactor = createRedactor();
    redactor.register('abcd');
    redactor.register('abcd-efgh');
    expect(redactor.text('x abcd-efgh x abcd x')).toBe('x ••• x ••• x');
  });

  it('of three characters hides nothing, and thousands are not kept for ever', () => {
    const redactor = createRedactor();
    redactor.register('abc');
    expect(redactor.text('abc')).toBe('abc');
    for (let i = 0; i < 2_100; i++) redactor.register(`value-number-${String(i)}-end`);
    expect(redactor.text('value-number-0-end')).toBe('value-number-0-end');
    expect(redactor.text('value-number-2099-end')).toBe('•••');
  });
});

describe('what looks like a secret', () => {
  const redactor = createRedactor();
  it.each([
    ['{"password":"two words","code":429}', '{"password":"•••","code":429}'],
    ['{"accessToken":{"token":"a\\"b","validUntil":"2026"}}', '{"accessToken":{"token":"•••","validUntil":"2026"}}'],
    ['"{\\"refresh_token\\":\\"abc def\\"}"', '"{\\"refresh_token\\":\\"•••\\"}"'],
    ['<Login><Password kind="x">two words</Password></Login>', '<Login><Password kind="x">•••</Password></Login>'],
    [
      '<s:EncryptedToken>abc</s:EncryptedToken><Key>a/b</Key>',
      '<s:EncryptedToken>•••</s:EncryptedToken><Key>a/b</Key>',
    ],
    ['grant_type=password&client_secret=abc&scope=x', 'grant_type=password&client_secret=•••&scope=x'],
    ['Authorization: Bearer abcdefghij.klm', 'Authorization: Bearer •••'],
    ['sent eyJhbGciOi.eyJzdWIi.c2lnbmF0 to', 'sent ••• to'],
    ['postgres://kontor:hunter2@db/kontor', 'postgres://kontor:•••@db/kontor'],
    ['nothing to hide: 12 invoices of 20', 'nothing to hide: 12 invoices of 20'],
  ])('%s', (raw, safe) => {
    expect(redactor.text(raw)).toBe(safe);
  });

  it.each([
    ['https://u:pw123@h/p?a=1', 'https://u:•••@h/p?a=1'],
    ['https://h/cb?code=4711&state=xyz&next=1', 'https://h/cb?code=•••&state=•••&next=1'],
    [
      'https://b/k?X-Amz-Signature=ab&X-Amz-Date=1&partNumber=2',
      'https://b/k?X-Amz-Signature=•••&X-Amz-Date=•••&partNumber=2',
    ],
    ['https://b/k?sv=1&sig=a%2Bb', 'https://b/k?sv=1&sig=•••'],
  ])('%s', (raw, safe) => {
    expect(redactor.url(raw)).toBe(safe);
  });

  it('headers by name, keeping the scheme', () => {
    expect(
      redactor.headers({
        authorization: 'Bearer abc',
        'x-api-key': 'abc',
        'set-cookie': 'a=b',
        sessiontoken: 'abc',
        'www-authenticate': 'Basic realm="x"',
        location: 'https://h/?token=abc',
        'content-type': 'text/xml',
      }),
    ).toEqual({
      authorization: 'Bearer •••',
      'x-api-key': '•••',
      'set-cookie': '•••',
      sessiontoken: '•••',
      'www-authenticate': 'Basic realm="x"',
      location: 'https://h/?token=•••',
      'content-type': 'text/xml',
    });
  });

  it('JSON stays JSON', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('password', 'token', 'name', 'a'), fc.string()), (value) => {
        JSON.parse(redactor.text(JSON.stringify(value)));
      }),
    );
  });
});
