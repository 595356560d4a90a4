// What somebody signs in with: a KSeF token, or a certificate with its key. Both begin with the same challenge.
import { isAllowedIp, readAllowedIps, type AllowedIps } from '../../../../shared/domain/allowedIps';
import type { FieldValues } from '../../../../shared/forms/fields';
import { authFailed, badInput, permissionMissing } from '../sdk/errors';
import type { ConnectionAccess } from '../sdk/context';
import { startCertificateSignIn, startTokenSignIn } from './client';
import type { Ksef } from './call';
import { signInContext, type ContextIdentifier } from './context';
import { tokenPlaintext } from './crypto';
import type { KeyFiles } from './keyFiles/openKeyPair';
import { publicKeyFor, type PublicKey } from './publicKeys';
import { cleanToken } from './token';
import { leaveWay, sealerFor } from './tokenCipher';
import type { SignInStarted } from './wire';

export interface Challenge {
  readonly challenge: string;
  readonly timestampMs: number;
  /** Where KSeF sees us. */
  readonly clientIp?: string | undefined;
}

export interface Means {
  readonly kind: 'token' | 'certificate';
  readonly context: ContextIdentifier;
  /** Tells one way of signing in from another; only ever hashed. */
  readonly secret: string;
  /** Everything that can fail before a challenge is used up; answers the step that starts the sign-in. */
  prepare(ksef: Ksef, nowMs: number): Promise<(challenge: Challenge) => Promise<SignInStarted>>;
  /** KSeF could not decrypt what was sent: true when the next try will write it in another way. */
  leaveWay(): boolean;
}

/** From where the session may be used; null without a limit. */
function policyOf(settings: FieldValues): AllowedIps | null {
  const text = String(settings['allowed_ips'] ?? '').trim();
  const read = text === '' ? null : readAllowedIps(text);
  // Never without the limit because of a slip in it.
  if (typeof read === 'string')
    throw badInput('connect.fields', { fieldErrors: { allowed_ips: `connect.field.allowed_ips_${read}` } });
  return read;
}

/** KSeF would sign us in and refuse every call after that. */
function assertComesFrom(policy: AllowedIps | null, { clientIp }: Challenge): void {
  if (policy && clientIp !== undefined && isAllowedIp(policy, clientIp) === false)
    throw permissionMissing('ip_not_allowed', { params: { ip: clientIp } });
}

/** The same secret under another limit is another session. */
const limited = (secret: string, settings: FieldValues): string =>
  [secret, settings['allowed_ips']].filter((part) => part !== undefined && part !== '').join('|');

export function meansOf(connection: ConnectionAccess): Means {
  return connection.settings['sign_in'] === 'certificate' ? byCertificate(connection) : byToken(connection);
}

function byToken(connection: ConnectionAccess): Means {
  const token = cleanToken(connection.credential('token') ?? '');
  if (token === '') throw badInput('token_missing', { fieldErrors: { token: 'token_missing.what' } });
  const context = signInContext(connection.settings, token);
  const policy = policyOf(connection.settings);
  let used: PublicKey | null = null;
  return {
    kind: 'token',
    context,
    secret: limited(token, connection.settings),
    prepare: async (ksef, nowMs) => {
      const publicKey = await publicKeyFor(ksef, 'KsefTokenEncryption', nowMs);
      const seal = sealerFor(publicKey);
      used = publicKey;
      return (given) => {
        assertComesFrom(policy, given);
        return startTokenSignIn(ksef, {
          challenge: given.challenge,
          contextIdentifier: context,
          encryptedToken: seal(tokenPlaintext(token, given.timestampMs)),
          publicKeyId: publicKey.publicKeyId,
          ...(policy ? { authorizationPolicy: { allowedIps: policy } } : {}),
        });
      };
    },
    leaveWay: () => used !== null && leaveWay(used),
  };
}

/** The signature's time lies a little in KSeF's past, so that no clock between can make it the future. */
const SIGNED_BEFORE_MS = 60_000;

function byCertificate(connection: ConnectionAccess): Means {
  const certificateFile = connection.credential('certificate_file') ?? '';
  if (certificateFile === '')
    throw badInput('certificate_missing', { fieldErrors: { certificate_file: 'certificate_missing.what' } });
  const context = signInContext(connection.settings, null);
  const policy = policyOf(connection.settings);
  const files: KeyFiles = {
    certificateFile,
    keyFile: connection.credential('key_file'),
    passphrase: connection.credential('key_passphrase'),
  };
  return {
    kind: 'certificate',
    context,
    secret: limited(`${certificateFile}|${files.keyFile ?? ''}`, connection.settings),
    leaveWay: () => false,
    prepare: async (ksef) => {
      // Reading key files needs a library that a sign-in with a token never loads.
      const { openKeyPair } = await import('./keyFiles/openKeyPair');
      const { signedAuthRequest } = await import('./xades/sign');
      const { subjectKindOf } = await import('./xades/subjectKind');
      const pair = await openKeyPair(files);
      const subject = subjectKindOf(pair.certificate);
      return (given) => {
        assertComesFrom(policy, given);
        const { challenge, timestampMs } = given;
        const until = Date.parse(pair.certificate.validTo);
        if (timestampMs > until)
          throw authFailed('certificate_expired', { params: { date: new Date(until).toISOString().slice(0, 10) } });
        const request = { challenge, context, subject, ...(policy ? { allowedIps: policy } : {}) };
        return startCertificateSignIn(ksef, signedAuthRequest(request, pair, timestampMs - SIGNED_BEFORE_MS));
      };
    },
  };
}
