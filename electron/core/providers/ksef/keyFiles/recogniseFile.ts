// What a chosen key file is, said before anything is opened or sent: whose certificate, until when, or which kind of key.
import { X509Certificate } from 'node:crypto';
import type { RecognisedPaste } from '../../sdk/defineProvider';
import { readContent } from './fileContent';

export function recogniseFile(field: 'certificate_file' | 'key_file', text: string): RecognisedPaste {
  const value = text.trim();
  const content = readContent(value);
  const labels = 'blocks' in content ? content.blocks.map(({ label }) => label) : [];
  const bare = 'der' in content ? content.der : content.blocks.find(({ label }) => label === 'CERTIFICATE')?.der;
  const certificate = bare && certificateOf(bare);
  const hint = (key: string, ok: boolean, hintParams?: RecognisedPaste['hintParams']): RecognisedPaste => ({
    value,
    fills: {},
    ok,
    hint: `paste.${key}`,
    ...(hintParams ? { hintParams } : {}),
  });
  if (certificate) {
    if (field === 'key_file') return hint('certificate_in_key_field', false);
    const until = new Date(certificate.validTo).toISOString().slice(0, 10);
    return hint('certificate_of', true, { name: commonNameOf(certificate), date: until });
  }
  if (labels.some((label) => label.endsWith('PRIVATE KEY')))
    return field === 'key_file' ? hint('private_key', true) : hint('key_in_certificate_field', false);
  // A PKCS#12 or a bare key: what is in it shows only with its passphrase.
  if ('der' in content && content.der[0] === 0x30) return hint('sealed_file', true);
  return hint('no_key_file', false);
}

function certificateOf(der: Uint8Array): X509Certificate | null {
  try {
    return new X509Certificate(der);
  } catch {
    return null;
  }
}

function commonNameOf(certificate: X509Certificate): string {
  return /^CN=(.*)$/m.exec(certificate.subject)?.[1] ?? certificate.subject.split('\n')[0] ?? '';
}
