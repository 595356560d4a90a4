// The examples of the S3 API Reference, "Signature Calculations for the Authorization Header".
import { describe, expect, it } from 'vitest';
import { EMPTY_SHA256, Signer } from './sign';

const signer = new Signer({
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
});
const at = Date.parse('2013-05-24T00:00:00.000Z');
const HOST = 'https://examplebucket.s3.amazonaws.com';
const signatureOf = (headers: Readonly<Record<string, string>>) =>
  /Signature=([0-9a-f]{64})$/.exec(headers['authorization'] ?? '')?.[1];

describe('signatures', () => {
  it.each([
    [
      'a part of an object',
      { method: 'GET', url: `${HOST}/test.txt`, headers: { range: 'bytes=0-9' }, payload: EMPTY_SHA256 },
      'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    ],
    [
      'an object that is put',
      {
        method: 'PUT',
        url: `${HOST}/test%24file.text`,
        headers: { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
        payload: '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
      },
      '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    ],
    [
      'a sub-resource',
      { method: 'GET', url: `${HOST}/?lifecycle=`, headers: {}, payload: EMPTY_SHA256 },
      'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
    ],
    [
      'a listing',
      { method: 'GET', url: `${HOST}/?max-keys=2&prefix=J`, headers: {}, payload: EMPTY_SHA256 },
      '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    ],
  ])('%s', (_, request, signature) => {
    expect(signatureOf(signer.sign(request, 'us-east-1', at))).toBe(signature);
  });

  it('names what it signed, and leaves the agent out', () => {
    const request = { method: 'GET', url: `${HOST}/a`, headers: { 'user-agent': 'Kontor/1' }, payload: EMPTY_SHA256 };
    const headers = signer.sign(request, 'eu-central-1', at);
    expect(headers['authorization']).toContain('Credential=AKIAIOSFODNN7EXAMPLE/20130524/eu-central-1/s3/aws4_request');
    expect(headers['authorization']).toContain('SignedHeaders=host;x-amz-content-sha256;x-amz-date,');
    expect(headers['x-amz-date']).toBe('20130524T000000Z');
  });

  it('brings the token of temporary keys along, signed', () => {
    const temporary = new Signer({ accessKeyId: 'ASIA', secretAccessKey: 'x', sessionToken: 'to+ken==' });
    const headers = temporary.sign({ method: 'GET', url: HOST, headers: {}, payload: EMPTY_SHA256 }, 'us-east-1', at);
    expect(headers['x-amz-security-token']).toBe('to+ken==');
    expect(headers['authorization']).toContain('x-amz-security-token,');
  });
});
