// A certificate request as the service looks at it: its own signature, its kind of key, and its subject, attribute by attribute.
import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { badRequest } from '../http/answers';
import type { NamePart } from '../keys/issue';
import { childrenOf, oidText, readTlv } from './derReader';

export interface Csr {
  readonly publicKey: KeyObject;
  readonly subject: readonly NamePart[];
}

export function readCsr(base64: string): Csr {
  const bad = (detail: string) => badRequest(25004, 'Nieprawidłowy CSR.', detail);
  try {
    const [info, algorithm, signature] = childrenOf(readTlv(Buffer.from(base64, 'base64')));
    if (!info || !algorithm || !signature) throw bad('struktura');
    const [, name, spki] = childrenOf(info);
    if (!name || !spki) throw bad('struktura');
    const publicKey = createPublicKey({ key: spki.whole, format: 'der', type: 'spki' });
    const details = publicKey.asymmetricKeyDetails ?? {};
    const isAllowed =
      publicKey.asymmetricKeyType === 'ec' ? details.namedCurve === 'prime256v1' : details.modulusLength === 2048;
    if (!isAllowed) throw badRequest(25010, 'Nieprawidłowy typ lub długość klucza.');
    if (!verify('sha256', info.whole, publicKey, signature.content.subarray(1)))
      throw badRequest(25011, 'Nieprawidłowy podpis CSR.');
    const subject = childrenOf(name).flatMap((set) =>
      childrenOf(set).map((attribute) => {
        const [id, value] = childrenOf(attribute);
        return { oid: id ? oidText(id) : '', text: value?.content.toString('utf8') ?? '' };
      }),
    );
    return { publicKey, subject };
  } catch (error) {
    if (error instanceof RangeError || (error instanceof Error && 'code' in error)) throw bad('nieczytelny');
    throw error;
  }
}
