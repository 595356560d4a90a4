// The public keys of KSeF: chosen by usage and validity, as key or as PEM.
import { getPublicKeys } from '../client';
import type { Ksef } from '../call';
import { chooseCertificate, publicKeyFor, type KeyUsage } from '../publicKeys';

export function securityApi(ksef: Ksef, now: () => number) {
  return {
    list: () => getPublicKeys(ksef),
    /** Valid now, the newest of its usage, with the id that goes along with what it encrypts. */
    keyFor: (usage: KeyUsage) => publicKeyFor(ksef, usage, now()),
    pemFor: async (usage: KeyUsage): Promise<string | null> => {
      const chosen = chooseCertificate(await getPublicKeys(ksef), usage, now());
      const lines = chosen?.certificate.match(/.{1,64}/g) ?? [];
      return chosen ? `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n` : null;
    },
  };
}
