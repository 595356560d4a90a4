import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { NetworkProblem, type NetworkProblemCode } from '../ports';
import { circuitFailure, networkFailure, netFailure, rateLimitedFailure, statusFailure } from './failures';

type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;
const textsOf = (language: string, name: string) =>
  JSON.parse(readFileSync(path.resolve(`shared/locales/${language}/${name}.json`), 'utf8')) as Texts;
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '');

const facts = { host: 'h', nowMs: 0, skewMs: 720_000, details: '' };
const codes: readonly NetworkProblemCode[] = [
  'dns',
  'refused',
  'reset',
  'timeout',
  'tls_expired',
  'tls_untrusted',
  'tls_name',
  'tls',
  'offline',
  'proxy',
  'not_public',
  'other',
];
const failures = [
  ...codes.map((code) => networkFailure(new NetworkProblem(code, ''), facts)),
  statusFailure(503, { ms: null, raw: '' }, facts),
  rateLimitedFailure(0, facts),
  circuitFailure(0, facts),
  netFailure('net.html', facts),
  netFailure('net.not_json', facts),
  netFailure('net.clock', facts),
  netFailure('net.redirect', facts, { params: { to: 'x', status: 302 } }),
  netFailure('net.too_large', facts, { params: { megabytes: 8 } }),
];

describe.each(['en', 'pl', 'de', 'et'])('the texts in %s', (language) => {
  it('say what, why, what to do and what is safe, and fill every gap', () => {
    const net = textsOf(language, 'net');
    for (const { spec } of failures) {
      const texts = net[spec.key.replace('net.', '')] ?? {};
      expect(Object.keys(texts)).toEqual(['what', 'why', 'todo', 'safe']);
      for (const name of placeholders(Object.values(texts).join(' '))) expect(spec.params).toHaveProperty(name);
    }
    expect(Object.keys(net).length).toBe(new Set(failures.map(({ spec }) => spec.key)).size);
  });

  it('keep to the tone', () => {
    const all = [textsOf(language, 'net'), textsOf(language, 'vault')].flatMap((texts) =>
      Object.values(texts).flatMap((four) => Object.values(four)),
    );
    for (const text of all) {
      expect(text).not.toMatch(/!|successful|\berror\b|please|\bbłąd|\bFehler\b|\bbitte\b|\bviga\b|palun|proszę/i);
      expect(text.trim()).toBe(text);
      expect(text).not.toContain('  ');
    }
  });

  it('are complete beside the English ones', () => {
    for (const name of ['net', 'vault'])
      expect(Object.keys(textsOf(language, name))).toEqual(Object.keys(textsOf('en', name)));
  });
});
