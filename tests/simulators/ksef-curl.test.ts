// The whole way with programs that nobody of us wrote: curl, openssl and unzip against the simulator on a loopback port.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_NIP, ksefOnLoopback, type RunningKsef } from '../support/ksef';
import { missingPrograms } from '../support/programs';

const run = promisify(execFile);

const missing = missingPrograms(['curl', 'openssl', 'unzip'], 'the foreign client of KSeF');

interface Listed {
  readonly usage: readonly string[];
  readonly certificate: string;
}

describe.skipIf(missing.length > 0)('curl, openssl and unzip', { timeout: 30_000 }, () => {
  let ksef: RunningKsef;
  const folder = mkdtempSync(path.join(tmpdir(), 'kontor-ksef-'));
  const file = (name: string): string => path.join(folder, name);

  beforeAll(async () => {
    ksef = await ksefOnLoopback({ count: 40, partSize: 20_000, loginPolls: 0, exportPolls: 0 });
  });
  afterAll(async () => {
    await ksef.close();
    rmSync(folder, { recursive: true });
  });

  async function curl(method: string, address: string, bearer?: string, body?: object): Promise<Record<string, never>> {
    const headers = [
      ...(bearer === undefined ? [] : ['-H', `Authorization: Bearer ${bearer}`]),
      ...(body === undefined ? [] : ['-H', 'Content-Type: application/json', '-d', JSON.stringify(body)]),
    ];
    const url = address.startsWith('http') ? address : `${ksef.url}/v2${address}`;
    const { stdout } = await run('curl', ['-sS', '--fail-with-body', '-X', method, ...headers, url]);
    return JSON.parse(stdout) as Record<string, never>;
  }

  /** RSA-OAEP with SHA-256 by openssl, with the certificate that KSeF lists for the purpose. */
  async function encrypt(usage: string, plain: string | Buffer): Promise<string> {
    const listed = (await curl('GET', '/security/public-key-certificates')) as unknown as readonly Listed[];
    const der = Buffer.from(listed.find((each) => each.usage.includes(usage))?.certificate ?? '', 'base64');
    writeFileSync(file('cert.der'), der);
    writeFileSync(file('plain'), plain);
    const oaep = ['rsa_padding_mode:oaep', 'rsa_oaep_md:sha256', 'rsa_mgf1_md:sha256'].flatMap((option) => [
      '-pkeyopt',
      option,
    ]);
    const input = [
      '-certin',
      '-keyform',
      'DER',
      '-inkey',
      file('cert.der'),
      '-in',
      file('plain'),
      '-out',
      file('cipher'),
    ];
    await run('openssl', ['pkeyutl', '-encrypt', ...input, ...oaep]);
    return readFileSync(file('cipher')).toString('base64');
  }

  it('log in, order a package, decrypt and unpack it', async () => {
    const { token } = ksef.simulator.control.tokens.demo;
    const challenge = (await curl('POST', '/auth/challenge')) as unknown as { challenge: string; timestampMs: number };
    const started = (await curl('POST', '/auth/ksef-token', undefined, {
      challenge: challenge.challenge,
      contextIdentifier: { type: 'Nip', value: DEMO_NIP },
      encryptedToken: await encrypt('KsefTokenEncryption', `${token}|${String(challenge.timestampMs)}`),
    })) as unknown as { referenceNumber: string; authenticationToken: { token: string } };
    const bearer = started.authenticationToken.token;
    expect(await curl('GET', `/auth/${started.referenceNumber}`, bearer)).toMatchObject({ status: { code: 200 } });
    const redeemed = (await curl('POST', '/auth/token/redeem', bearer)) as unknown as {
      accessToken: { token: string };
    };
    const access = redeemed.accessToken.token;

    const key = Buffer.alloc(32, 0x42);
    const iv = Buffer.alloc(16, 0x24);
    const order = (await curl('POST', '/invoices/exports', access, {
      encryption: {
        encryptedSymmetricKey: await encrypt('SymmetricKeyEncryption', key),
        initializationVector: iv.toString('base64'),
      },
      filters: { subjectType: 'Subject1', dateRange: { dateType: 'PermanentStorage', from: '2026-07-10T00:00:00Z' } },
    })) as unknown as { referenceNumber: string };
    const done = (await curl('GET', `/invoices/exports/${order.referenceNumber}`, access)) as unknown as {
      package: { invoiceCount: number; parts: { ordinalNumber: number; url: string }[] };
    };
    expect(done.package.parts.length).toBeGreaterThan(1);
    const plain: Buffer[] = [];
    for (const part of done.package.parts) {
      const name = file(`part-${String(part.ordinalNumber)}`);
      await run('curl', ['-sS', '--fail', '-o', name, part.url]);
      const cipher = ['-K', key.toString('hex'), '-iv', iv.toString('hex')];
      await run('openssl', ['enc', '-d', '-aes-256-cbc', ...cipher, '-in', name, '-out', `${name}.plain`]);
      plain.push(readFileSync(`${name}.plain`));
    }
    writeFileSync(file('package.zip'), Buffer.concat(plain));
    await run('unzip', ['-q', file('package.zip'), '-d', file('out')]);
    const metadata = JSON.parse(readFileSync(file('out/_metadata.json'), 'utf8')) as {
      invoices: { ksefNumber: string }[];
    };
    expect(metadata.invoices).toHaveLength(done.package.invoiceCount);
    const [first] = metadata.invoices;
    const number = first?.ksefNumber ?? '';
    expect(readFileSync(file(`out/${number}.xml`))).toEqual(ksef.simulator.control.document(number));
  });
});
