import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fiskalyClient, insideOf } from '../../../../../tests/support/fiskalyClient';
import { referencePath } from '../../../../../tests/support/reference';
import { decodeContext, encodeContext, withConfig } from './context';
import { RpcError } from './rpcError';

const build = (content: string | Buffer): string => {
  const bytes = Buffer.from(content);
  return Buffer.concat([createHash('sha256').update(bytes).digest(), bytes]).toString('base64url');
};
const reasonFor = (context: unknown): unknown => {
  try {
    decodeContext(context);
  } catch (error) {
    return error instanceof RpcError ? [error.code, error.data] : error;
  }
  return 'nothing failed';
};

/** Composed by hand, without any code of this project (key `k`, secret `s`). */
const VECTOR =
  'afCe2k-H3rIMwRv6CBsTaNULWol3bYY5lj8rvRwQVZJ7IndyYXBwZXJfdmVyc2lvbiI6Ik5vIFdyYXBwZXIgVmVyc2lvbiIsImFwaV9rZXkiOiJrIiwiYXBpX3NlY3JldCI6InMiLCJiYXNlX3VybCI6Imh0dHBzOi8vaC9hcGkvdjEvIiwiYWNjZXNzX3Rva2VuIjoiIiwicmVmcmVzaF90b2tlbiI6IiIsImFjY2Vzc190b2tlbl9leHBpcmVzX2F0IjowLCJyZWZyZXNoX3Rva2VuX2V4cGlyZXNfYXQiOjAsImNvbmZpZyI6eyJkZWJ1Z19sZXZlbCI6LTEsImNsaWVudF90aW1lb3V0IjoxMDAwLCJzbWFlcnNfdGltZW91dCI6MTAwMH19';
const MINIMAL = '{"base_url":"https://h"}';

const seed = referencePath('seeds', 'fiskaly-client.de.txt');
describe.skipIf(seed === null)('the contexts of the documentation', () => {
  const text = seed === null ? '' : readFileSync(seed, 'utf8');
  const examples = [...text.matchAll(/"context": "([\w-]{400,})"/g)].map((match) => match[1] ?? '');
  const bodyOf = (method: string): Record<string, unknown> => {
    const found = new RegExp(
      String.raw`\{\s*"jsonrpc": "2\.0",\s*"method": "${method}",\s*"params": \{[^*]*?\n\},?\n"id": \d\n\}`,
    ).exec(text);
    return JSON.parse(found?.[0] ?? '{}') as Record<string, unknown>;
  };

  it('are read and written back to the letter', () => {
    expect(examples.length).toBe(3);
    for (const example of examples) expect(encodeContext(decodeContext(example))).toBe(example);
  });

  it('are what create-context and config answer to the examples', async () => {
    const { client } = fiskalyClient();
    const created = JSON.parse(await client.invoke(JSON.stringify(bodyOf('create-context')))) as never;
    expect(created).toEqual({ jsonrpc: '2.0', result: { context: examples[0] }, id: 1 });
    const configured = JSON.parse(await client.invoke(JSON.stringify(bodyOf('config')))) as never;
    const config = { debug_level: 2, debug_file: '/var/log/fiskaly.log', client_timeout: 5000, smaers_timeout: 2000 };
    expect(configured).toEqual({
      jsonrpc: '2.0',
      result: { config: { ...config, http_proxy: '' }, context: examples[1] },
      id: 2,
    });
    expect(examples[1]).toBe(examples[2]);
  });
});

describe('a context', () => {
  it('is made to the letter', async () => {
    const { newContext } = fiskalyClient();
    expect(await newContext({ base_url: 'https://h/api/v1/', api_key: 'k', api_secret: 's' })).toBe(VECTOR);
  });

  it('keeps what nobody knows, where it was and how it was written', () => {
    const content =
      '{"zebra":1.0,"base_url":"https://h","9":{"b":[1e3, "\\u00e9"],"a":null},"api_key":"\\u003c","zebra":12345678901234567890,"config":{"x":1,"debug_level":3,"y":{}}}';
    const context = decodeContext(build(content));
    expect(encodeContext(context)).toBe(build(content));
    expect(context.fields.api_key).toBe('<');
    const changed = withConfig(context, '{"debug_level":1}');
    expect(encodeContext(changed)).toBe(build(content.replace(/"config":.*$/, '"config":{"debug_level":1}}')));
  });

  it('carries what newer clients add, in front of the address, and nothing of it while empty', async () => {
    const { newContext } = fiskalyClient();
    const context = await newContext({
      email: 'a@b.example',
      password: 'pw',
      organization_id: '',
      environment: 'TEST',
    });
    expect(Object.keys(insideOf(context)).slice(0, 6)).toEqual([
      'wrapper_version',
      'api_key',
      'api_secret',
      'email',
      'password',
      'environment',
    ]);
  });

  it('may come in ordinary base64 with padding', () => {
    const plain = Buffer.from(VECTOR, 'base64url').toString('base64');
    expect(encodeContext(decodeContext(plain))).toBe(VECTOR);
  });

  it.each([
    ['nothing', undefined, 'context: missing'],
    ['no text', 7, 'context: missing'],
    ['no base64', 'ä€', 'context: not base64'],
    ['bits after the end', 'AB', 'context: not base64'],
    ['shorter than its hash', Buffer.alloc(20).toString('base64url'), 'context: the hash does not fit the content'],
    ['a hash of nothing', build(''), 'context: the hash does not fit the content'],
    ['another hash', `A${VECTOR.slice(1)}`, 'context: the hash does not fit the content'],
    ['no JSON', build('{'), 'context: not JSON'],
    ['no UTF-8', build(Buffer.from('7b2261223a22ff227d', 'hex')), 'context: not JSON'],
    ['an empty text', '', 'context: missing'],
    ['a list', build('[]'), 'context: no object'],
    ['no address', build('{}'), 'context: base_url is not usable'],
    ['a key that is no text', build('{"base_url":"https://h","api_key":7}'), 'context: api_key is not usable'],
  ])('is refused with %s', (_, context, reason) => {
    expect(reasonFor(context)).toEqual([-32602, reason]);
  });

  it('is refused after any change of one letter', () => {
    fc.assert(
      fc.property(fc.nat(VECTOR.length - 1), fc.constantFrom('A', 'B', 'x', 'y', '0', '9', '-', '_'), (at, letter) => {
        fc.pre(VECTOR[at] !== letter);
        const damaged = VECTOR.slice(0, at) + letter + VECTOR.slice(at + 1);
        expect(reasonFor(damaged)).toEqual([-32602, expect.stringMatching(/^context: /)]);
      }),
    );
  });

  it('comes back the same whatever JSON it holds', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (more) => {
        const content = JSON.stringify({ ...(JSON.parse(MINIMAL) as object), extra: more });
        expect(encodeContext(decodeContext(build(content)))).toBe(build(content));
      }),
    );
  });
});
