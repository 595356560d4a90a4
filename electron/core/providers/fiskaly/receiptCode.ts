// The QR code of a till receipt, read and checked offline: do its fields fit the signature and the key that stand in it? Whether the key
// belongs to a TSE that is known is the caller's question. The start time (field 6) is not covered by any signature.
import { createHash } from 'node:crypto';
import { verifierOf } from './publicKey';

export interface ReceiptCode {
  readonly clientSerial: string;
  readonly processType: string;
  readonly processData: string;
  readonly transaction: number;
  readonly counter: number;
  readonly startedAt: string;
  readonly loggedAt: string;
  readonly algorithm: string;
  readonly timeFormat: string;
  readonly signature: Buffer;
  readonly publicKey: Buffer;
  /** SHA-256 of the public key, hex: the serial number of the TSE. */
  readonly tssSerial: string;
}

export type ReceiptVerdict = 'valid' | 'forged' | 'unchecked';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const BEFORE = 3;
const AFTER = 8;

/** Null: no code of a receipt. Read from both ends, since the words in the middle may hold semicolons. */
export function readReceiptCode(text: string): ReceiptCode | null {
  const fields = text.trim().split(';');
  if (fields.length < BEFORE + 1 + AFTER) return null;
  const [version = '', clientSerial = '', processType = ''] = fields;
  const [transaction = '', counter = '', startedAt = '', loggedAt = '', ...rest] = fields.slice(-AFTER);
  const [algorithm = '', timeFormat = '', signature = '', publicKey = ''] = rest;
  const isWhole = [transaction, counter].every((number) => /^\d{1,15}$/.test(number));
  const isBase64 = [signature, publicKey].every((part) => Buffer.from(part, 'base64').toString('base64') === part);
  if (version !== 'V0' || !isWhole || !isBase64 || ![startedAt, loggedAt].every((time) => INSTANT.test(time)))
    return null;
  const key = Buffer.from(publicKey, 'base64');
  return {
    clientSerial,
    processType,
    processData: fields.slice(BEFORE, -AFTER).join(';'),
    transaction: Number(transaction),
    counter: Number(counter),
    startedAt,
    loggedAt,
    algorithm,
    timeFormat,
    signature: Buffer.from(signature, 'base64'),
    publicKey: key,
    tssSerial: createHash('sha256').update(key).digest('hex'),
  };
}

const ALGORITHMS = {
  'ecdsa-plain-SHA256': { hash: 'SHA-256', oid: '04007f00070101040103' },
  'ecdsa-plain-SHA384': { hash: 'SHA-384', oid: '04007f00070101040104' },
} as const;
type Algorithm = (typeof ALGORITHMS)[keyof typeof ALGORITHMS];

/** `unchecked`: an algorithm, a time format or a curve that this program does not know. */
export async function verifyReceiptCode(code: ReceiptCode): Promise<ReceiptVerdict> {
  const algorithm = Object.hasOwn(ALGORITHMS, code.algorithm)
    ? ALGORITHMS[code.algorithm as keyof typeof ALGORITHMS]
    : undefined;
  if (algorithm === undefined || code.timeFormat !== 'unixTime') return 'unchecked';
  const verifier = await verifierOf(code.publicKey);
  if (verifier === null) return 'unchecked';
  return (await verifier(algorithm.hash, code.signature, signedMessage(code, algorithm))) ? 'valid' : 'forged';
}

const TRANSACTION_LOG = '04007f000703070101';

/** The log message of the finished transaction (BSI TR-03151): its elements one after another. */
function signedMessage(code: ReceiptCode, { oid }: Algorithm): Buffer {
  return Buffer.concat([
    element(0x02, numberBytes(2)),
    element(0x06, Buffer.from(TRANSACTION_LOG, 'hex')),
    element(0x80, Buffer.from('FinishTransaction')),
    element(0x81, Buffer.from(code.clientSerial)),
    element(0x82, Buffer.from(code.processData)),
    element(0x83, Buffer.from(code.processType)),
    element(0x85, numberBytes(code.transaction)),
    element(0x04, Buffer.from(code.tssSerial, 'hex')),
    element(0x30, element(0x06, Buffer.from(oid, 'hex'))),
    element(0x02, numberBytes(code.counter)),
    element(0x02, numberBytes(Math.floor(Date.parse(code.loggedAt) / 1000))),
  ]);
}

function element(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function numberBytes(value: number): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
}
