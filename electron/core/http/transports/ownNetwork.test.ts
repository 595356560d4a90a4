import { expect, it } from 'vitest';
import { isOwnNetwork } from './ownNetwork';

it.each([
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '100.127.255.254',
  '127.0.0.1',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.178.1',
  '224.0.0.251',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::FFFF:192.168.0.1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1%eth0',
  'ff02::1',
  '',
])('%s leads into a network of one’s own', (address) => {
  expect(isOwnNetwork(address)).toBe(true);
});

it.each([
  '1.1.1.1',
  '9.255.255.255',
  '100.63.255.255',
  '100.128.0.1',
  '172.32.0.1',
  '192.169.0.1',
  '198.18.0.5',
  '2a00::1',
  '::ffff:8.8.8.8',
])('%s does not', (address) => {
  expect(isOwnNetwork(address)).toBe(false);
});
