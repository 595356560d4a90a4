// The issuer of a certificate as XAdES wants it: RFC 4514, the most specific part first.
import forge from 'node-forge';
import { childrenOf, contentOf, oidOf, readDer, toDer, type Asn1 } from '../keyFiles/asn1';

/** The names RFC 4514 lists; every other attribute is written by its number and its value in hex. */
const NAMES: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.6': 'C',
  '2.5.4.9': 'STREET',
  '0.9.2342.19200300.100.1.25': 'DC',
  '0.9.2342.19200300.100.1.1': 'UID',
};

export interface IssuerSerial {
  readonly issuer: string;
  /** Decimal. */
  readonly serial: string;
}

/** Serial, algorithm, issuer, validity, subject, … of the part of a certificate that is signed. */
function fieldsOf(certificate: Uint8Array): readonly Asn1[] {
  const fields = childrenOf(childrenOf(readDer(certificate) ?? undefined)[0]);
  // The version is `[0]` and may be absent.
  return fields[0]?.tagClass === forge.asn1.Class.CONTEXT_SPECIFIC ? fields.slice(1) : fields;
}

export function issuerSerialOf(certificate: Uint8Array): IssuerSerial {
  const [serial, , issuer] = fieldsOf(certificate);
  return { serial: decimal(contentOf(serial)), issuer: nameText(issuer) };
}

export function partsOf(
  certificate: Uint8Array,
  whose: 'issuer' | 'subject',
): readonly { readonly oid: string; readonly text: string }[] {
  const name = fieldsOf(certificate)[whose === 'issuer' ? 2 : 4];
  return childrenOf(name).flatMap((part) =>
    childrenOf(part).map((attribute) => {
      const [id, value] = childrenOf(attribute);
      return { oid: oidOf(id), text: value ? stringOf(value) : '' };
    }),
  );
}

function decimal(content: Buffer): string {
  return content.length === 0
    ? '0'
    : BigInt.asUintN(content.length * 8, BigInt(`0x${content.toString('hex')}`)).toString();
}

function nameText(name: Asn1 | undefined): string {
  return [...childrenOf(name)]
    .reverse()
    .map((part) => childrenOf(part).map(attributeText).join('+'))
    .join(',');
}

function attributeText(attribute: Asn1): string {
  const [id, value] = childrenOf(attribute);
  const oid = oidOf(id);
  const name = NAMES[oid];
  if (name === undefined || !value) return `${oid}=#${value ? toDer(value).toString('hex') : ''}`;
  return `${name}=${escaped(stringOf(value))}`;
}

function stringOf(value: Asn1): string {
  const content = contentOf(value);
  if (value.type === forge.asn1.Type.BMPSTRING) return typeof value.value === 'string' ? value.value : '';
  if (value.type === forge.asn1.Type.UTF8) return content.toString('utf8');
  return content.toString('latin1');
}

function escaped(text: string): string {
  return text
    .replace(/([\\",+;<>])/g, '\\$1')
    .replace(/^([ #])/, '\\$1')
    .replace(/ $/, '\\ ');
}
