// Electronic invoices of other senders than KSeF: any declared encoding, any namespace, attachments inside.
import type { XmlElement } from './xmlElement';
import { asUtf8 } from './encodings';
import { readXml } from './readXml';

/** An attachment of 30 MB is 40 MB of base64. */
const MAX_BYTES = 50_000_000;

export function readEinvoice(bytes: Uint8Array): XmlElement {
  return readXml(bytes.length > MAX_BYTES ? bytes : asUtf8(bytes), { maxBytes: MAX_BYTES, isLocal: true });
}
