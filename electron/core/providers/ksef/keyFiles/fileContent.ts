// A key file as it comes out of the form: Base64 of its bytes, or the text itself when somebody pasted a PEM.

export interface PemBlock {
  /** `CERTIFICATE`, `ENCRYPTED PRIVATE KEY`, … */
  readonly label: string;
  readonly der: Buffer;
  /** The block as it stands, for headers such as `Proc-Type`. */
  readonly text: string;
}

export type FileContent = { readonly blocks: readonly PemBlock[] } | { readonly der: Buffer };

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/g;

export function readContent(value: string): FileContent {
  const text = value.includes('-----BEGIN') ? value : null;
  const bytes = text === null ? Buffer.from(value, 'base64') : Buffer.from(text, 'utf8');
  // A file chosen in a dialog is Base64 whatever is in it, so a PEM shows only now.
  const inner = text ?? bytes.toString('latin1');
  if (!inner.includes('-----BEGIN')) return { der: bytes };
  return {
    blocks: [...inner.matchAll(BLOCK)].map((match) => ({
      label: match[1] ?? '',
      der: Buffer.from((match[2] ?? '').replace(/^[\w-]+:.*$/gm, '').replace(/\s+/g, ''), 'base64'),
      text: match[0],
    })),
  };
}
