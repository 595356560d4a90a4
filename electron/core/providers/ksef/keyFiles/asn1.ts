// The few steps into DER that key files need, over node-forge's reader.
import forge from 'node-forge';

export type Asn1 = forge.asn1.Asn1;

/** Null where the bytes are no DER. */
export function readDer(der: Uint8Array): Asn1 | null {
  try {
    return forge.asn1.fromDer(forge.util.createBuffer(Buffer.from(der).toString('latin1')));
  } catch {
    return null;
  }
}

export function toDer(asn1: Asn1): Buffer {
  return Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'latin1');
}

export function childrenOf(asn1: Asn1 | undefined): readonly Asn1[] {
  return Array.isArray(asn1?.value) ? asn1.value : [];
}

export function contentOf(asn1: Asn1 | undefined): Buffer {
  return typeof asn1?.value === 'string' ? Buffer.from(asn1.value, 'latin1') : Buffer.alloc(0);
}

export function isType(asn1: Asn1 | undefined, type: forge.asn1.Type): boolean {
  return asn1?.tagClass === forge.asn1.Class.UNIVERSAL && asn1.type === type;
}

export function oidOf(asn1: Asn1 | undefined): string {
  if (!isType(asn1, forge.asn1.Type.OID) || typeof asn1?.value !== 'string') return '';
  return forge.asn1.derToOid(forge.util.createBuffer(asn1.value));
}

export function numberOf(asn1: Asn1 | undefined): number {
  const content = contentOf(asn1);
  return content.length === 0 || content.length > 6 ? Number.NaN : content.readUIntBE(0, content.length);
}
