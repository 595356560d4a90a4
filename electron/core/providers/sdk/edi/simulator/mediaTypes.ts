// How strictly the service reads media types: one concrete type, its version, nothing else.
export const JSON_TYPE = { type: 'application/vnd.ki.edi+json', version: '1.0' } as const;
export const INVOICE_TYPE = { type: 'application/vnd.ki.einvoice+xml', version: '1.11' } as const;
export const PDF_TYPE = { type: 'application/pdf', version: null } as const;

export interface Known {
  readonly type: string;
  readonly version: string | null;
}

export const written = ({ type, version }: Known): string => (version === null ? type : `${type}; version=${version}`);

/** Which of the known types a header names; null when it names none, several or any. */
export function named(header: string | null, known: readonly Known[], isTolerant: boolean): Known | null {
  if (header === null || header.includes(',') || header.includes('*')) return null;
  const [type = '', ...rest] = header.split(';').map((part) => part.trim());
  const parameters = new Map<string, string>();
  for (const part of rest) {
    // The documentation's own example ends with a semicolon.
    if (part === '') continue;
    const [name = '', value = ''] = part.split('=').map((side) => side.trim());
    parameters.set(name.toLowerCase(), value.replaceAll('"', ''));
  }
  const version = parameters.get('version') ?? null;
  parameters.delete('version');
  if (parameters.size > 0 && !isTolerant) return null;
  return known.find((one) => one.type === type.toLowerCase() && one.version === version) ?? null;
}
