// Which addresses lead into this computer or the networks that it stands in.
import { BlockList, isIP } from 'node:net';

const own = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  // Behind a provider's own translation, and private meshes.
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // Also where clouds tell their machines secrets.
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['224.0.0.0', 3],
] as const)
  own.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  own.addSubnet(net, bits, 'ipv6');

/** What is no address counts as one of them. */
export function isOwnNetwork(address: string): boolean {
  // `::ffff:10.0.0.1`: version 4 in the clothes of version 6. A zone such as `%eth0` belongs to the link.
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  const version = isIP(plain);
  return version === 0 || own.check(plain, version === 4 ? 'ipv4' : 'ipv6');
}
