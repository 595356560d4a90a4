// The schema of E-arve 1.2, through libxml2 in WebAssembly.
import { readFileSync } from 'node:fs';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { validatorOf, type Validate } from './faSchema';
import { referencePath } from './reference';

/** Null where the reference folder is missing. */
export function earveSchema(file = 'e-invoice_ver1.2.xsd'): Validate | null {
  const place = referencePath('edi', 'xsd', file);
  return place === null ? null : validatorOf(XsdValidator.fromDoc(XmlDocument.fromBuffer(readFileSync(place))));
}
