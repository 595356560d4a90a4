// The code of a till's receipt, verified with nothing of the app: the message is put together again and Node's own crypto is asked.
import { createHash, createPublicKey, verify } from 'node:crypto';

const TRANSACTION_LOG = '060904007f000703070101';
const ECDSA_PLAIN_SHA256 = '060a04007f00070101040103';
/** SubjectPublicKeyInfo of a point on P-256, up to the point. */
const P256 = '3059301306072a8648ce3d020106082a8648ce3d030107034200';

/** Fields as they stand in the code, and whether the key in it has signed them. */
export function readSigned(code: string): { readonly fields: readonly string[]; readonly isSigned: boolean } {
  const fields = code.split(';');
  const [, till = '', kind = '', data = '', transaction = '', counter = '', , loggedAt = ''] = fields;
  const [signature = '', key = ''] = fields.slice(10);
  const point = Buffer.from(key, 'base64');
  const message = Buffer.concat([
    element(0x02, Buffer.from([2])),
    Buffer.from(TRANSACTION_LOG, 'hex'),
    element(0x80, Buffer.from('FinishTransaction')),
    element(0x81, Buffer.from(till)),
    element(0x82, Buffer.from(data)),
    element(0x83, Buffer.from(kind)),
    element(0x85, integer(Number(transaction))),
    element(0x04, createHash('sha256').update(point).digest()),
    element(0x30, Buffer.from(ECDSA_PLAIN_SHA256, 'hex')),
    element(0x02, integer(Number(counter))),
    element(0x02, integer(Date.parse(loggedAt) / 1000)),
  ]);
  const spki = createPublicKey({ key: Buffer.concat([Buffer.from(P256, 'hex'), point]), format: 'der', type: 'spki' });
  const isSigned = verify(
    'sha256',
    message,
    { key: spki, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64'),
  );
  return { fields, isSigned };
}

function element(tag: number, content: Buffer): Buffer {
  const { length } = content;
  return Buffer.concat([Buffer.from(length < 128 ? [tag, length] : [tag, 0x81, length]), content]);
}

function integer(value: number): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return (bytes[0] ?? 0) < 128 ? bytes : Buffer.concat([Buffer.from([0]), bytes]);
}
