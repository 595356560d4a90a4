// Keys of other makers: brainpool, which Electron's own crypto does not have.
import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brainpoolP384r1 } from '@noble/curves/misc.js';
import { pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { publicKeyIn } from './certificate';
import { checkExport } from './checkExport';
import { verifierOf } from './publicKey';
import { readReceiptCode, verifyReceiptCode } from './receiptCode';
import { element, integer, objectId, octets, sequence, text } from './simulator/der';

const secret = createHash('sha384').update('kontor-demo-tse-key-2').digest();
secret[0] = 0x01;
const publicKey = Buffer.from(brainpoolP384r1.getPublicKey(secret, false));
const serial = createHash('sha256').update(publicKey).digest();
const signed = (message: Buffer): Buffer =>
  Buffer.from(
    brainpoolP384r1.sign(createHash('sha384').update(message).digest(), secret, { prehash: false, lowS: false }),
  );
const SHA384 = '0.4.0.127.0.7.1.1.4.1.4';

function certificate(raw: Buffer): Buffer {
  const name = sequence(element(0x31, sequence(objectId('2.5.4.3'), text(0x0c, 'TSE'))));
  const algorithm = sequence(objectId('1.2.840.10045.4.3.3'));
  const validity = sequence(text(0x18, '20260101000000Z'), text(0x18, '20310101000000Z'));
  const key = sequence(
    sequence(objectId('1.2.840.10045.2.1'), objectId('1.3.36.3.3.2.8.1.1.11')),
    element(0x03, Buffer.alloc(1), raw),
  );
  const content = sequence(element(0xa0, integer(2)), integer(1), algorithm, name, validity, name, key);
  return sequence(content, algorithm, element(0x03, Buffer.alloc(1), Buffer.alloc(8)));
}

function logMessage(counter: number): Buffer {
  const message = Buffer.concat([
    integer(2),
    objectId('0.4.0.127.0.7.3.7.1.2'),
    text(0x80, 'logOut'),
    octets(serial),
    sequence(objectId(SHA384)),
    integer(counter),
    integer(1_773_480_451),
  ]);
  return sequence(message, octets(signed(message)));
}

async function written(entries: readonly (readonly [string, Buffer])[]): Promise<string> {
  const tar = pack();
  for (const [name, bytes] of entries) tar.entry({ name }, bytes);
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'kontor-fiskaly-')), 'export.tar');
  writeFileSync(file, Buffer.concat(chunks));
  return file;
}

describe('a key on brainpoolP384r1', () => {
  it('is found in its certificate, DER and PEM, and in nothing else', () => {
    const der = certificate(publicKey);
    expect(publicKeyIn(der)).toEqual(publicKey);
    const pem = `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;
    expect(publicKeyIn(Buffer.from(pem))).toEqual(publicKey);
    for (let cut = 0; cut < der.length - 20; cut += 7) expect(publicKeyIn(der.subarray(0, cut))).toBeNull();
    expect(publicKeyIn(Buffer.from('no certificate'))).toBeNull();
  });

  it('verifies what it signed, and nothing that was changed', async () => {
    const verify = await verifierOf(publicKey);
    const message = Buffer.from('Beleg^1.00');
    const signature = signed(message);
    expect(await verify?.('SHA-384', signature, message)).toBe(true);
    expect(await verify?.('SHA-384', signature, Buffer.from('Beleg^2.00'))).toBe(false);
    expect(await verify?.('SHA-384', signature.subarray(1), message)).toBe(false);
    expect(await verify?.('SHA-384', Buffer.alloc(96), message)).toBe(false);
    expect(await verify?.('SHA-256', signature, message)).toBe(false);
  });

  it('that is a point of no curve is not known', async () => {
    const elsewhere = Buffer.from(publicKey);
    elsewhere[96] = (elsewhere[96] ?? 0) ^ 1;
    expect(await verifierOf(elsewhere)).toBeNull();
    expect(await verifierOf(Buffer.alloc(65, 4))).toBeNull();
    expect(await verifierOf(Buffer.alloc(10))).toBeNull();
  });

  it('checks a whole export, and finds the message that was changed', async () => {
    const logs = [7, 8, 9].map((counter) => [`Sig-${counter}_Log-Sys.log`, logMessage(counter)] as const);
    const cer = ['TSE_X509.cer', certificate(publicKey)] as const;
    const signal = new AbortController().signal;
    const good = { records: 3, firstCounter: 7, lastCounter: 9, gaps: [], forged: [], unchecked: 0 };
    expect(await checkExport(await written([cer, ...logs]), signal)).toEqual(good);
    const changed = Buffer.from(logs[1]?.[1] ?? []);
    changed.write('logIn_', changed.indexOf('logOut'));
    const broken = logs.with(1, ['Sig-8_Log-Sys.log', changed]);
    expect(await checkExport(await written([cer, ...broken]), signal)).toEqual({
      ...good,
      forged: ['Sig-8_Log-Sys.log'],
    });
  });

  it('checks a receipt with SHA-384', async () => {
    const fields = ['V0', 'KASSE-7', 'Kassenbeleg-V1', 'Beleg^1.00_0.00_0.00_0.00_0.00^1.00:Bar', '5', '9'];
    const message = Buffer.concat([
      integer(2),
      objectId('0.4.0.127.0.7.3.7.1.1'),
      text(0x80, 'FinishTransaction'),
      text(0x81, 'KASSE-7'),
      text(0x82, fields[3] ?? ''),
      text(0x83, 'Kassenbeleg-V1'),
      element(0x85, Buffer.from([5])),
      octets(serial),
      sequence(objectId(SHA384)),
      integer(9),
      integer(1_773_480_451),
    ]);
    const times = ['2026-03-14T09:27:00.000Z', '2026-03-14T09:27:31.000Z'];
    const code = [...fields, ...times, 'ecdsa-plain-SHA384', 'unixTime', signed(message).toString('base64')];
    const good = readReceiptCode([...code, publicKey.toString('base64')].join(';'));
    expect(good === null ? null : await verifyReceiptCode(good)).toBe('valid');
    expect(good === null ? null : await verifyReceiptCode({ ...good, counter: 10 })).toBe('forged');
  });
});
