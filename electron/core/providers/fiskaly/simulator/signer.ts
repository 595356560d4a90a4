// The security module of one TSS: a P-256 key, its certificate, and the log messages that it signs (BSI TR-03151).
import { createECDH, createHash, createPrivateKey, sign, type KeyObject } from 'node:crypto';
import { element, integer, integerBytes, objectId, octets, sequence, text } from './der';

const TRANSACTION_LOG = '0.4.0.127.0.7.3.7.1.1';
const SYSTEM_LOG = '0.4.0.127.0.7.3.7.1.2';
const ECDSA_PLAIN_SHA256 = '0.4.0.127.0.7.1.1.4.1.3';

export type Operation = 'Start' | 'Update' | 'Finish';

export interface TransactionLog {
  readonly operation: Operation;
  readonly clientSerial: string;
  readonly processData: string;
  readonly processType: string;
  readonly number: number;
}

export interface Signed {
  /** Raw r and s, 64 bytes. */
  readonly signature: Buffer;
  /** The message as it lies in an export. */
  readonly file: Buffer;
}

export interface Signer {
  /** 65 bytes: 04, x, y. */
  readonly publicKey: Buffer;
  /** SHA-256 of the public key, hex. */
  readonly serial: string;
  readonly certificate: Buffer;
  transaction(log: TransactionLog, counter: number, seconds: number): Signed;
  system(event: string, counter: number, seconds: number): Signed;
}

/** The same name gives the same key: worth nothing outside the simulator. */
export function createSigner(keyName: string, seconds: number): Signer {
  const scalar = createHash('sha256').update(keyName, 'ascii').digest();
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(scalar);
  const publicKey = curve.getPublicKey();
  const [x, y] = [publicKey.subarray(1, 33), publicKey.subarray(33)].map((it) => it.toString('base64url'));
  const jwk = { kty: 'EC', crv: 'P-256', d: scalar.toString('base64url'), x: x ?? '', y: y ?? '' };
  const key = createPrivateKey({ key: jwk, format: 'jwk' });
  const serialBytes = createHash('sha256').update(publicKey).digest();

  const finish = (certified: readonly Buffer[], counter: number, at: number): Signed => {
    const message = Buffer.concat([
      ...certified,
      octets(serialBytes),
      sequence(objectId(ECDSA_PLAIN_SHA256)),
      integer(counter),
      integer(at),
    ]);
    const signature = signPlain(message, key);
    return { signature, file: sequence(message, octets(signature)) };
  };

  return {
    publicKey,
    serial: serialBytes.toString('hex'),
    certificate: certificateOf(publicKey, serialBytes, key, seconds),
    transaction: (log, counter, at) =>
      finish(
        [
          integer(2),
          objectId(TRANSACTION_LOG),
          text(0x80, `${log.operation}Transaction`),
          text(0x81, log.clientSerial),
          text(0x82, log.processData),
          text(0x83, log.processType),
          element(0x85, integerBytes(log.number)),
        ],
        counter,
        at,
      ),
    system: (event, counter, at) => finish([integer(2), objectId(SYSTEM_LOG), text(0x80, event)], counter, at),
  };
}

function signPlain(message: Buffer, key: KeyObject): Buffer {
  return sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' });
}

function certificateOf(publicKey: Buffer, serial: Buffer, key: KeyObject, seconds: number): Buffer {
  const name = sequence(element(0x31, sequence(objectId('2.5.4.3'), text(0x0c, serial.toString('hex')))));
  const algorithm = sequence(objectId('1.2.840.10045.4.3.2'));
  const time = (at: number): Buffer =>
    text(0x18, `${new Date(at * 1000).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`);
  const keyInfo = sequence(
    sequence(objectId('1.2.840.10045.2.1'), objectId('1.2.840.10045.3.1.7')),
    element(0x03, Buffer.alloc(1), publicKey),
  );
  const validity = sequence(time(seconds), time(seconds + 5 * 365 * 86_400));
  const content = sequence(element(0xa0, integer(2)), integer(1), algorithm, name, validity, name, keyInfo);
  return sequence(content, algorithm, element(0x03, Buffer.alloc(1), sign('sha256', content, key)));
}
