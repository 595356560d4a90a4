// What somebody signs in with: a KSeF token, or a certificate with its key. Both begin with the same challenge.
import { authFailed, badInput } from '../sdk/errors';
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
}

export interface Means {
  readonly kind: 'token' | 'certificate';
  readonly context: ContextIdentifier;
  /** Tells one secret from another; only ever hashed. */
  readonly secret: string;
  /** Everything that can fail before a challenge is used up; answers the step that starts the sign-in. */
  prepare(ksef: Ksef, nowMs: number): Promise<(challenge: Challenge) => Promise<SignInStarted>>;
  /** KSeF could not decrypt what was sent: true when the next try will write it in another way. */
  leaveWay(): boolean;
}

export function meansOf(connection: ConnectionAccess): Means {
  return connection.settings['sign_in'] === 'certificate' ? byCertificate(connection) : byToken(connection);
}

function byToken(connection: ConnectionAccess): Means {
  const token = cleanToken(connection.credential('token') ?? '');
  if (token === '') throw badInput('token_missing', { fieldErrors: { token: 'token_missing.what' } });
  const context = signInContext(connection.settings, token);
  let used: PublicKey | null = null;
  return {
    kind: 'token',
    context,
    secret: token,
    prepare: async (ksef, nowMs) => {
      const publicKey = await publicKeyFor(ksef, 'KsefTokenEncryption', nowMs);
      const seal = sealerFor(publicKey);
      used = publicKey;
      return ({ challenge, timestampMs }) =>
        startTokenSignIn(ksef, {
          challenge,
          contextIdentifier: context,
          encryptedToken: seal(tokenPlaintext(token, timestampMs)),
          publicKeyId: publicKey.publicKeyId,
        });
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
  const files: KeyFiles = {
    certificateFile,
    keyFile: connection.credential('key_file'),
    passphrase: connection.credential('key_passphrase'),
  };
  return {
    kind: 'certificate',
    context,
    secret: `${certificateFile}|${files.keyFile ?? ''}`,
    leaveWay: () => false,
    prepare: async (ksef) => {
      // Reading key files needs a library that a sign-in with a token never loads.
      const { openKeyPair } = await import('./keyFiles/openKeyPair');
      const { signedAuthRequest } = await import('./xades/sign');
      const { subjectKindOf } = await import('./xades/subjectKind');
      const pair = await openKeyPair(files);
      const subject = subjectKindOf(pair.certificate);
      return ({ challenge, timestampMs }) => {
        const until = Date.parse(pair.certificate.validTo);
        if (timestampMs > until)
          throw authFailed('certificate_expired', { params: { date: new Date(until).toISOString().slice(0, 10) } });
        const request = { challenge, context, subject };
        return startCertificateSignIn(ksef, signedAuthRequest(request, pair, timestampMs - SIGNED_BEFORE_MS));
      };
    },
  };
}
