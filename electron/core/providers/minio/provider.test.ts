// What is particular to a server of one's own: its address, its certificate, its words.
import { describe, expect, it } from 'vitest';
import { makeSelfSigned } from '../../../../tests/support/certificates';
import { failureOf } from '../../../../tests/support/httpSetUp';
import { httpsServer } from '../../../../tests/support/loopback';
import { noise, orderOf } from '../../../../tests/support/nextcloudBench';
import { s3, s3Bench, SMALL_PARTS } from '../../../../tests/support/s3';
import { checkValues } from '../../../../shared/forms/parseValues';
import { KEYS } from '../sdk/s3/simulator/index';
import manifest from './index';

const GUIDE = {
  access_key_id: 'minioadmin',
  secret_access_key: 'minioadmin',
  bucket: 'br-reports',
  endpoint_url: 'http://minio.local:9000',
};

describe('the form', () => {
  it('takes the values of the guide, also an address without encryption', () => {
    const { errors, values } = checkValues(manifest.fields, GUIDE);
    expect(errors).toEqual({});
    expect(values).toMatchObject({ ...GUIDE, region: 'us-east-1', addressing: 'auto', default_folder: '/Kontor' });
  });
  it('wants an address', () => {
    expect(checkValues(manifest.fields, { ...GUIDE, endpoint_url: '' }).errors).toHaveProperty('endpoint_url');
  });
});

describe('a server with a certificate of its own', () => {
  it('is trusted with it, for small calls and for files, and not without', async () => {
    const cloud = await s3({ kind: 'minio', region: 'us-east-1' });
    const certificate = makeSelfSigned({ addresses: [[127, 0, 0, 1]] });
    const front = await httpsServer(certificate, (incoming, outgoing) => {
      const pieces: Buffer[] = [];
      incoming.on('data', (piece: Buffer) => void pieces.push(piece));
      incoming.on('end', () => {
        const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD';
        const request = new Request(`https://${incoming.headers.host ?? ''}${incoming.url ?? ''}`, {
          method: incoming.method ?? 'GET',
          headers: Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]),
          ...(hasBody ? { body: Buffer.concat(pieces) } : {}),
        });
        void cloud.simulator.handle(request).then(async (response) => {
          const body = Buffer.from(await response.arrayBuffer());
          outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(body);
        });
      });
    });
    const settings = { certificate: 'own', endpoint_url: front.origin, access_key_id: KEYS.id, bucket: 'br-reports' };
    const pem = Buffer.from(certificate.cert).toString('base64');
    const bench = (ca: string) =>
      s3Bench({ settings, credentials: { secret_access_key: KEYS.secret, ca_certificate: ca } }, SMALL_PARTS);
    expect(await failureOf(bench('').check())).toMatchObject({ kind: 'unavailable', key: 'net.tls_untrusted' });
    expect(await failureOf(bench('bm90IG9uZQ==').check())).toMatchObject({ key: 'certificate_unreadable' });
    const trusting = bench(pem);
    await trusting.check();
    expect(await trusting.upload(orderOf(noise(3 << 20)))).toMatchObject({ result: 'stored', verifiedBy: 'checksum' });
  });
});
