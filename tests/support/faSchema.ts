// The Ministry's schemas, through libxml2 in WebAssembly. Their types are imported from a server: the folder beside them answers.
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import path from 'node:path';
import { XmlDocument, xmlRegisterInputProvider, XsdValidator } from 'libxml2-wasm';
import { referencePath } from './reference';

const folder = referencePath('ksef', 'schemas');

/** Empty when the document is valid; else what is wrong with it, line by line. */
export type Validate = (document: Uint8Array) => string;

function localFile(name: string): string {
  return path.join(folder ?? '', 'bazowe', path.posix.basename(new URL(name, 'http://x/').pathname));
}

let isRegistered = false;
function answerImports(): void {
  if (isRegistered) return;
  isRegistered = true;
  xmlRegisterInputProvider({
    match: (name) => name.endsWith('_v10-0E.xsd'),
    open: (name) => openSync(localFile(name), 'r'),
    read: (fd, buffer) => readSync(fd, buffer),
    close: (fd) => {
      closeSync(fd);
      return true;
    },
  });
}

/** Null where the reference folder is missing. */
export function schemaOf(file: string): Validate | null {
  const place = folder === null ? null : referencePath('ksef', 'schemas', file);
  if (place === null) return null;
  answerImports();
  const schema = XmlDocument.fromBuffer(readFileSync(place), { url: `file://${encodeURI(place)}` });
  return validatorOf(XsdValidator.fromDoc(schema));
}

export function validatorOf(validator: XsdValidator): Validate {
  return (document) => {
    const parsed = XmlDocument.fromBuffer(document);
    try {
      validator.validate(parsed);
      return '';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      parsed.dispose();
    }
  };
}
