// When the certificates end that KSeF knows this company by, and until when the law lets one sign in with a token.
import { certificateExpiry, type Expiry, type FindExpiries } from '../sdk/expiry';
import type { ProviderContext } from '../sdk/context';
import { environmentOf } from './environments';

/** The first instant of 2027 in Poland: the regulation of 12 December 2025 allows tokens until the end of 2026 (dossier §9). */
const TOKENS_END_MS = Date.parse('2026-12-31T23:00:00.000Z');

export const expiriesOf: FindExpiries = async (ctx) => {
  const { settings } = ctx.connection;
  const isCertificate = settings['sign_in'] === 'certificate';
  const found = [
    isCertificate ? await endOf(ctx, 'certificate_file', 'key_file', 'key_passphrase') : tokenEnd(ctx),
    await endOf(ctx, 'offline_certificate_file', 'offline_key_file', 'offline_key_passphrase'),
  ];
  return found.filter((one) => one !== null);
};

/** A later end was proposed and is not confirmed: said, but nobody is reminded. The rule is about the production environment. */
function tokenEnd({ connection }: ProviderContext): Expiry | null {
  if (environmentOf(connection.settings).id !== 'prod') return null;
  const announced = 'expiry.token_law';
  // Shown as the last moment of its day.
  return { kind: 'token', field: 'token', endsAtMs: TOKENS_END_MS - 1, announced, actionId: 'to_certificate' };
}

async function endOf(ctx: ProviderContext, file: string, key: string, passphrase: string): Promise<Expiry | null> {
  const certificateFile = ctx.connection.credential(file) ?? '';
  if (certificateFile === '') return null;
  try {
    const { openKeyPair } = await import('./keyFiles/openKeyPair');
    const keyFile = ctx.connection.credential(key);
    const pair = await openKeyPair({ certificateFile, keyFile, passphrase: ctx.connection.credential(passphrase) });
    return certificateExpiry(file, pair.certificate);
  } catch {
    // What cannot be opened is explained where it is used.
    return null;
  }
}
