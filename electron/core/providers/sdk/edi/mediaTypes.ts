// Media types of the interface, letter by letter as it documents them: its server takes one concrete type, and no other spelling.

/** Everything that is told in JSON: clients, tokens, the list of what waits. */
export const EDI_JSON = 'application/vnd.ki.edi+json; version=1.0';
/** An invoice as Estonian E-arve XML 1.11, the only version the interface knows. */
export const EINVOICE_XML = 'application/vnd.ki.einvoice+xml; version=1.11';
/** The same invoice as a page; the one type without a version. */
export const PDF = 'application/pdf';

export type MediaType = typeof EDI_JSON | typeof EINVOICE_XML | typeof PDF;

/** Whether a Content-Type names it: type and version count, other parameters (charset) do not. */
export function isMediaType(header: string | undefined, wanted: MediaType): boolean {
  const [given, asked] = [parse(header ?? ''), parse(wanted)];
  return given.type === asked.type && given.version === asked.version;
}

function parse(text: string): { readonly type: string; readonly version: string | undefined } {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim());
  const version = parameters
    .map((each) => /^version\s*=\s*"?([^"]*)"?$/i.exec(each)?.[1])
    .find((it) => it !== undefined);
  return { type: type.toLowerCase(), version };
}
