// The internet addresses that somebody may come from, as a form takes them: single ones, ranges, networks. IPv4 only and at most ten of
// a kind, as KSeF's sign-in has it.

export interface AllowedIps {
  readonly ip4Addresses: readonly string[];
  readonly ip4Ranges: readonly string[];
  readonly ip4Masks: readonly string[];
}

/** What can be wrong with it: an entry is none of the three, a range ends before it begins, there are more than ten of a kind. */
export type AllowedIpsFault = 'shape' | 'order' | 'many';

const MAX_OF_A_KIND = 10;
/** A leading zero is refused: some programs read 010 as eight. */
const OCTET = /^(?:0|[1-9]\d{0,2})$/;
const BITS = /^(?:\d|[12]\d|3[0-2])$/;

/** An address as a number; null when it is none. */
function numberOf(text: string): number | null {
  const octets = text.split('.');
  if (octets.length !== 4 || !octets.every((octet) => OCTET.test(octet) && Number(octet) <= 255)) return null;
  return octets.reduce((sum, octet) => sum * 256 + Number(octet), 0);
}

/** Entries stand apart by commas, semicolons or white space; around a hyphen or a slash there may be spaces too. */
export function readAllowedIps(text: string): AllowedIps | AllowedIpsFault {
  const compact = text.replace(/\s*([-–—/])\s*/g, (_, sign: string) => (sign === '/' ? '/' : '-'));
  const found = { address: [] as string[], range: [] as string[], mask: [] as string[] };
  for (const entry of new Set(compact.split(/[\s,;]+/).filter((word) => word !== ''))) {
    const kind = kindOf(entry);
    if (kind === 'shape' || kind === 'order') return kind;
    if (found[kind].push(entry) > MAX_OF_A_KIND) return 'many';
  }
  return { ip4Addresses: found.address, ip4Ranges: found.range, ip4Masks: found.mask };
}

function kindOf(entry: string): 'address' | 'range' | 'mask' | 'shape' | 'order' {
  if (entry.includes('/')) {
    const [network = '', bits = '', ...rest] = entry.split('/');
    return numberOf(network) !== null && BITS.test(bits) && rest.length === 0 ? 'mask' : 'shape';
  }
  const [first = '', last, ...rest] = entry.split('-');
  const from = numberOf(first);
  if (from === null || rest.length > 0) return 'shape';
  if (last === undefined) return 'address';
  const to = numberOf(last);
  if (to === null) return 'shape';
  return from <= to ? 'range' : 'order';
}

export const allowedIpsText = ({ ip4Addresses, ip4Ranges, ip4Masks }: AllowedIps): string =>
  [...ip4Addresses, ...ip4Ranges, ...ip4Masks].join(', ');

/** Null when that cannot be told: the address is none of IPv4. */
export function isAllowedIp(allowed: AllowedIps, address: string): boolean | null {
  const asked = numberOf(address);
  if (asked === null) return null;
  const between = (range: string) => {
    const [from = '', to = ''] = range.split('-');
    return (numberOf(from) ?? Infinity) <= asked && asked <= (numberOf(to) ?? -1);
  };
  const within = (mask: string) => {
    const [network = '', bits = ''] = mask.split('/');
    const size = 2 ** (32 - Number(bits));
    return Math.floor((numberOf(network) ?? 0) / size) === Math.floor(asked / size);
  };
  return allowed.ip4Addresses.includes(address) || allowed.ip4Ranges.some(between) || allowed.ip4Masks.some(within);
}
