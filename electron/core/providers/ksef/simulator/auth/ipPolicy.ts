// Where a session may be used from. The service lets anybody sign in and refuses each call from elsewhere.
import { BlockList } from 'node:net';
import { forbidden } from '../http/answers';

export interface IpPolicy {
  readonly addresses: readonly string[];
  readonly ranges: readonly string[];
  readonly masks: readonly string[];
}

const byte = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]\\d|\\d)';
const one = `(${byte}\\.){3}${byte}`;
/** The patterns of the published description. */
export const IP_SHAPES = {
  address: new RegExp(`^${one}$`),
  range: new RegExp(`^${one}-${one}$`),
  mask: new RegExp(`^${one}/(\\d|[12]\\d|3[0-2])$`),
} as const;

export function checkAddress(policy: IpPolicy | null, clientIp: string): void {
  if (policy === null) return;
  const allowed = new BlockList();
  for (const address of policy.addresses) allowed.addAddress(address);
  for (const range of policy.ranges) allowed.addRange(...(range.split('-') as [string, string]));
  for (const mask of policy.masks) {
    const [network = '', bits = ''] = mask.split('/');
    allowed.addSubnet(network, Number(bits));
  }
  if (!allowed.check(clientIp)) throw forbidden('ip-not-allowed', 'Adres IP nie jest dozwolony.', { clientIp });
}
