// Which malformed message gets which answer. The documentation names the codes, not the cases: this table is ours.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BASE, fiskalyClient, inBase64, KEYS, type RpcAnswer } from '../../../../../tests/support/fiskalyClient';
import { NEEDS_SMAERS } from './v1';

const { client, call, newContext, sent } = fiskalyClient();
const context = await newContext();
const v1 = await newContext({ base_url: 'https://kassensichv.example/api/v1/' });
const ask = async (text: string): Promise<RpcAnswer> => JSON.parse(await client.invoke(text)) as RpcAnswer;
const folder = mkdtempSync(path.join(tmpdir(), 'kontor-fiskaly-'));
const CLIENT_ID = 'a62780b0-11bb-418a-9736-f47ca975e515';
const tx = '/tss/ecb75169-680f-48d1-93b2-52cc10abb9ff/tx/9cbe6566-e24c-42ac-97fe-6a0112fb3c63';

describe('an envelope', () => {
  it.each<[what: string, text: string, code: number, data: unknown, id: unknown]>([
    ['nothing', '', -32700, undefined, null],
    ['no JSON', '{"jsonrpc":', -32700, undefined, null],
    ['two messages', '{} {}', -32700, undefined, null],
    ['a list', '[]', -32600, 'batches are not supported', null],
    ['a text', '"echo"', -32600, 'no object', null],
    ['null', 'null', -32600, 'no object', null],
    [
      'no id: a notification',
      '{"jsonrpc":"2.0","method":"echo"}',
      -32600,
      'id: missing, notifications are not supported',
      null,
    ],
    [
      'an id that is an object',
      '{"jsonrpc":"2.0","method":"echo","id":{}}',
      -32600,
      'id: neither text nor number',
      null,
    ],
    ['no version', '{"method":"echo","id":1}', -32600, 'jsonrpc: not 2.0', 1],
    ['another version', '{"jsonrpc":"1.0","method":"echo","id":1}', -32600, 'jsonrpc: not 2.0', 1],
    ['a version that is a number', '{"jsonrpc":2.0,"method":"echo","id":"x"}', -32600, 'jsonrpc: not 2.0', 'x'],
    ['no method', '{"jsonrpc":"2.0","id":1}', -32600, 'method: no text', 1],
    ['a method that is a number', '{"jsonrpc":"2.0","method":1,"id":1}', -32600, 'method: no text', 1],
    ['an unknown method', '{"jsonrpc":"2.0","method":"set-context","id":1}', -32601, undefined, 1],
    ['a name of JavaScript', '{"jsonrpc":"2.0","method":"constructor","id":1}', -32601, undefined, 1],
  ])('with %s', async (_, text, code, data, id) => {
    const answer = await ask(text);
    expect(answer.error?.code).toBe(code);
    expect(answer.error?.data).toEqual(data);
    expect(answer.id).toBe(id);
  });

  it('has the messages of the specification', async () => {
    expect((await ask('{')).error?.message).toBe('Parse error');
    expect((await ask('{}')).error?.message).toBe('Invalid Request');
    expect((await call('nothing')).error?.message).toBe('Method not found');
    expect((await call('config', {})).error?.message).toBe('Invalid params');
    expect((await call('create-context', null)).error?.message).toBe('Internal error');
  });

  it.each(['7', '"ä-1"', '12345678901234567890', '1.50', 'null', '-0'])(
    'gives the id %s back as it was written',
    async (id) => {
      expect(await client.invoke(`{"id":${id},"method":"echo","jsonrpc":"2.0","params":[]}`)).toBe(
        `{"jsonrpc":"2.0","result":[],"id":${id}}`,
      );
    },
  );

  it('is answered whatever it is', async () => {
    const messages = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc
        .record({
          jsonrpc: fc.constant('2.0'),
          id: fc.integer(),
          method: fc.constantFrom('create-context', 'config', 'request', 'version', 'echo', 'self-test'),
          params: fc.jsonValue(),
        })
        .map((it) => JSON.stringify(it)),
    );
    await fc.assert(
      fc.asyncProperty(messages, async (text) => {
        const answer = await ask(text);
        expect(answer).toHaveProperty('id');
        expect(['result', 'error'].filter((name) => name in answer)).toHaveLength(1);
      }),
      { numRuns: 500 },
    );
  });
});

describe('echo', () => {
  it('gives any JSON back byte for byte', async () => {
    const raw = '{"ü":"\\u0000 \\ud83e\\uddfe 🧾 ł","a":1.0,"a":1e400,"__proto__":{"x":[ ]}}';
    expect(await client.invoke(`{"jsonrpc":"2.0","method":"echo","params":${raw},"id":1}`)).toBe(
      `{"jsonrpc":"2.0","result":${raw},"id":1}`,
    );
    expect(await call('echo', 'Grüße')).toMatchObject({ result: 'Grüße' });
    expect(await call('echo')).toMatchObject({ result: null });
  });
});

describe('parameters', () => {
  it.each<[method: string, what: string, params: unknown, code: number, data: unknown]>([
    ['create-context', 'null', null, -32603, 'params: missing'],
    ['create-context', 'a list', [], -32602, 'params: no object'],
    ['create-context', 'no address', KEYS, -32602, expect.stringContaining('base_url')],
    ['create-context', 'an address of another kind', { base_url: 'ftp://h', ...KEYS }, -32602, 'base_url: no address'],
    ['create-context', 'no secret', { base_url: BASE, api_key: 'k' }, -32602, 'api_secret: missing'],
    ['create-context', 'a mail address alone', { base_url: BASE, email: 'a@b.example' }, -32602, 'password: missing'],
    [
      'create-context',
      'a word nobody knows',
      { base_url: BASE, ...KEYS, smaers_url: 'x' },
      -32602,
      'unknown smaers_url',
    ],
    ['config', 'nothing', undefined, -32602, 'params: missing'],
    ['config', 'no context', {}, -32602, 'context: missing'],
    [
      'config',
      'a level as text',
      { context, config: { debug_level: '3' } },
      -32602,
      expect.stringContaining('config: debug_level'),
    ],
    [
      'config',
      'no time at all',
      { context, config: { client_timeout: 0 } },
      -32602,
      expect.stringContaining('client_timeout'),
    ],
    ['config', 'a typing error', { context, config: { debug_levl: 3 } }, -32602, 'config: unknown debug_levl'],
    ['self-test', 'no context', {}, -32602, 'context: missing'],
    ['request', 'nothing', undefined, -32602, 'params: missing'],
    ['request', 'no request', { context }, -32602, expect.stringContaining('request')],
  ])('%s with %s', async (method, _, params, code, data) => {
    const { error } = await call(method, params);
    expect(error?.code).toBe(code);
    expect(error?.data).toEqual(data);
  });

  it.each<[what: string, request: object, code: number, data: unknown]>([
    ['an unknown verb', { method: 'WRONG', path: '/tss' }, -32602, expect.stringContaining('request: method')],
    ['a verb in small letters', { method: 'get', path: '/tss' }, -32602, expect.stringContaining('request: method')],
    ['no path', { method: 'GET' }, -32602, expect.stringContaining('request: path')],
    ['a query that is a text', { method: 'GET', path: '/tss', query: 'a=b' }, -32602, expect.stringContaining('query')],
    [
      'a header that is a list',
      { method: 'GET', path: '/tss', headers: { a: ['b'] } },
      -32602,
      expect.stringContaining('headers'),
    ],
    ['a body that is an object', { method: 'PUT', path: '/tss', body: {} }, -32602, expect.stringContaining('body')],
    ['a word nobody knows', { method: 'GET', path: '/tss', timeout: 1 }, -32602, 'request: unknown timeout'],
    ['a body that is not base64', { method: 'PUT', path: '/tss', body: '{"a":1}' }, -7353, 'body: not base64'],
    ['a body in base64url', { method: 'PUT', path: '/tss', body: '-_-_' }, -7353, 'body: not base64'],
    ['a body without padding', { method: 'PUT', path: '/tss', body: 'YQ' }, -7353, 'body: not base64'],
    [
      'a header with a line break',
      { method: 'GET', path: '/tss', headers: { a: 'b\r\nc: d' } },
      -7353,
      'headers: the value of a is not usable',
    ],
    [
      'a header name with a space',
      { method: 'GET', path: '/tss', headers: { 'a b': 'c' } },
      -7353,
      'headers: a name is not usable',
    ],
    ['a path with a line break', { method: 'GET', path: '/tss\n' }, -7353, 'path: has characters that no path has'],
    ['a path that climbs', { method: 'GET', path: '/../v1/tss' }, -7353, 'path: leads outside the base address'],
    [
      'a path that climbs in disguise',
      { method: 'GET', path: '/%2e%2e/%2E%2E/x' },
      -7353,
      'path: leads outside the base address',
    ],
    [
      'a file in no folder',
      { method: 'GET', path: '/x', destination_file: path.join(folder, 'no/x') },
      -7353,
      'destination_file: no such folder',
    ],
    [
      'a folder as the file',
      { method: 'GET', path: '/x', destination_file: folder },
      -7353,
      'destination_file: is a folder',
    ],
  ])('request with %s sends nothing', async (_, request, code, data) => {
    sent.length = 0;
    const { error } = await call('request', { context, request });
    expect(error?.code).toBe(code);
    expect(error?.data).toEqual(data);
    expect(sent).toEqual([]);
  });

  it.each<[what: string, body: unknown, code: number, data: unknown]>([
    ['no JSON', undefined, -7353, 'body: not JSON'],
    ['no state', { client_id: CLIENT_ID }, -7353, expect.stringContaining('body: state')],
    ['no client', { state: 'ACTIVE', client_id: 'kasse' }, -7353, 'body: client_id: no UUID'],
    ['a word nobody knows', { state: 'ACTIVE', client_id: CLIENT_ID, amount: 1 }, -7353, 'body: unknown amount'],
    ['everything it needs', { state: 'ACTIVE', client_id: CLIENT_ID }, -32603, NEEDS_SMAERS],
  ])('a transaction for API v1 with %s is not signed', async (_, body, code, data) => {
    sent.length = 0;
    const request = {
      method: 'PUT',
      path: tx,
      query: { last_revision: '0' },
      ...(body === undefined ? {} : { body: inBase64(body) }),
    };
    const { error } = await call('request', { context: v1, request });
    expect(error?.code).toBe(code);
    expect(error?.data).toEqual(data);
    expect(sent).toEqual([]);
  });

  it('of everything else for API v1 are not looked at', async () => {
    const request = { method: 'PUT', path: '/tss/1', body: inBase64({ anything: true }) };
    expect(await call('request', { context: v1, request })).toHaveProperty('result');
  });
});
