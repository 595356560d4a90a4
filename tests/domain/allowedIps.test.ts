import { BlockList } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowedIpsText, isAllowedIp, readAllowedIps, type AllowedIps } from '../../shared/domain/allowedIps';

const read = (text: string): AllowedIps => {
  const found = readAllowedIps(text);
  if (typeof found === 'string') throw new Error(found);
  return found;
};

describe('allowed internet addresses', () => {
  it('are read as people write them', () => {
    expect(read(' 203.0.113.7, 203.0.113.8;203.0.113.10 – 203.0.113.20\n198.51.100.0 / 24 203.0.113.7 ')).toEqual({
      ip4Addresses: ['203.0.113.7', '203.0.113.8'],
      ip4Ranges: ['203.0.113.10-203.0.113.20'],
      ip4Masks: ['198.51.100.0/24'],
    });
  });

  it.each([
    'biuro',
    '203.0.113',
    '203.0.113.256',
    '203.0.113.07',
    '1.2.3.4.5',
    '2001:db8::1',
    '203.0.113.0/33',
    '203.0.113.0/024',
    '203.0.113.0/',
    '203.0.113.0/8/8',
    '1.1.1.1-',
    '1.1.1.1-1.1.1.2-1.1.1.3',
    '-1.1.1.1',
    '0x7f.0.0.1',
    '１.1.1.1',
  ])('are refused when they are none: %s', (text) => {
    expect(readAllowedIps(text)).toBe('shape');
  });

  it('are refused when a range ends before it begins, and when there are more than ten of a kind', () => {
    expect(readAllowedIps('10.0.0.9-10.0.0.1')).toBe('order');
    const many = (count: number) => Array.from({ length: count }, (_, index) => `10.0.0.${String(index)}`).join(' ');
    expect(readAllowedIps(many(10))).toMatchObject({ ip4Ranges: [] });
    expect(readAllowedIps(many(11))).toBe('many');
  });

  it('say the same when they are read from their own text', () => {
    const found = read('203.0.113.7 10.0.0.1-10.0.0.9 198.51.100.0/24');
    expect(read(allowedIpsText(found))).toEqual(found);
  });

  it('hold what the runtime’s own list holds', () => {
    const octet = fc.oneof(fc.constantFrom(0, 1, 127, 128, 254, 255), fc.nat(255));
    const address = fc.tuple(octet, octet, octet, octet).map((parts) => parts.join('.'));
    fc.assert(
      fc.property(address, address, address, fc.nat(32), (asked, one, other, bits) => {
        const mask = new BlockList();
        mask.addSubnet(one, bits);
        expect(isAllowedIp(read(`${one}/${String(bits)}`), asked)).toBe(mask.check(asked));
        const range = readAllowedIps(`${one}-${other}`);
        if (typeof range === 'string') return;
        const list = new BlockList();
        list.addRange(one, other);
        expect(isAllowedIp(range, asked)).toBe(list.check(asked));
      }),
    );
  });

  it('cannot tell about an address that is none of IPv4', () => {
    expect(isAllowedIp(read('203.0.113.7'), '2001:db8::1')).toBeNull();
    expect(isAllowedIp(read('203.0.113.7'), '203.0.113.7')).toBe(true);
    expect(isAllowedIp(read('203.0.113.7'), '203.0.113.8')).toBe(false);
  });
});
