// A scripted KSeF for tests of single rules: the answers of the dossier's examples, no state of its own.
import { constants, generateKeyPairSync, privateDecrypt } from 'node:crypto';
import type { HttpRequest } from '../../electron/core/providers/sdk/http';
import type { Script, ScriptedAnswer } from './scriptedHttp';

export const NIP = '5265877635';
export const TOKEN = `20251010-EC-1DCE3E3000-12ECB5B36E-45|nip-${NIP}|919f704466624ce29cd5ac7b65ded5e7cccc112eee314f2aaa76e02cd16df7b9`;
export const START_MS = Date.UTC(2026, 10, 12, 10, 0, 0);

export const keys = {
  first: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  second: generateKeyPairSync('rsa', { modulusLength: 2048 }),
};
type KeyName = keyof typeof keys;

export const publicKeys = (...names: readonly KeyName[]): ScriptedAnswer => ({
  json: names.map((name, index) => ({
    certificate: keys[name].publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    certificateId: name,
    publicKeyId: `id of ${name}`,
    validFrom: `202${String(4 + index)}-07-11T12:23:56.0154302+00:00`,
    validTo: '2028-07-11T12:23:56.0154302+00:00',
    usage: ['KsefTokenEncryption', 'SymmetricKeyEncryption'],
    somethingNew: true,
  })),
});

export const opened = (sealedBase64: string, name: KeyName = 'first'): Buffer =>
  privateDecrypt(
    { key: keys[name].privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
    Buffer.from(sealedBase64, 'base64'),
  );

export const problem = (code: number, ...details: readonly string[]): ScriptedAnswer => ({
  status: 400,
  json: { title: 'Bad Request', status: 400, errors: [{ code, description: 'refused', details }] },
});
export const unauthorized: ScriptedAnswer = { status: 401, json: { title: 'Unauthorized', status: 401, detail: '' } };

const iso = (ms: number) => new Date(ms).toISOString().replace('Z', '0000+00:00');
export const tokenInfo = (token: string, validUntilMs: number) => ({ token, validUntil: iso(validUntilMs) });

/** A sign-in that succeeds; every redeem hands out the next pair. */
export function signInScript(now: () => number, skewMs = 0): Script {
  let redeemed = 0;
  const server = () => now() + skewMs;
  return {
    'GET /v2/security/public-key-certificates': publicKeys('first'),
    'POST /v2/auth/challenge': () => ({
      json: {
        challenge: '20250514-CR-226FB7B000-3ACF9BE4C0-10',
        timestamp: iso(server()),
        timestampMs: server(),
        clientIp: '127.0.0.1',
      },
    }),
    'POST /v2/auth/ksef-token': () => ({
      status: 202,
      json: {
        referenceNumber: '20250514-AU-2DFC46C000-3AC6D5877F-D4',
        authenticationToken: tokenInfo('operation', server() + 2_700_000),
      },
    }),
    'GET /v2/auth/20250514-AU-2DFC46C000-3AC6D5877F-D4': { json: { status: { code: 200, description: 'ok' } } },
    'POST /v2/auth/token/redeem': () => {
      redeemed += 1;
      return {
        json: {
          accessToken: tokenInfo(`access-${String(redeemed)}`, server() + 900_000),
          refreshToken: tokenInfo(`refresh-${String(redeemed)}`, server() + 604_800_000),
        },
      };
    },
  };
}

export const bearerOf = (request: HttpRequest | undefined): string | undefined => request?.headers?.['authorization'];
