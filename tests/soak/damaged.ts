// Sound input, damaged by dice.
import type { Dice } from './soak';

/** Sound bytes with some changed, cut, doubled, spliced with others or stretched: gets deeper than noise. */
export function damaged(dice: Dice, sound: readonly Uint8Array[]): Buffer {
  let bytes = Buffer.from(dice.pick(sound));
  for (let steps = dice.below(6); steps >= 0; steps -= 1) {
    const at = dice.below(bytes.length + 1);
    const other = dice.pick(sound);
    switch (dice.below(7)) {
      case 0:
        if (at < bytes.length) bytes[at] = dice.below(256);
        break;
      case 1:
        bytes = Buffer.from(bytes.subarray(0, at));
        break;
      case 2:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - dice.below(60)))]);
        break;
      case 3:
        bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from(other).subarray(dice.below(other.length + 1))]);
        break;
      case 4:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.min(bytes.length, at + dice.below(40)))]);
        break;
      case 5:
        bytes = Buffer.concat([
          bytes.subarray(0, at),
          Buffer.alloc(dice.below(400), dice.below(256)),
          bytes.subarray(at),
        ]);
        break;
      default:
        bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from(dice.pick(ODD)), bytes.subarray(at)]);
    }
  }
  return bytes;
}

const ODD = [
  '<!DOCTYPE x [<!ENTITY a "b">]>',
  '&a;',
  '&#0;',
  ']]>',
  '<![CDATA[',
  '\ufeff',
  '\u0000',
  '../',
  '%2e%2e',
  '-0',
  '1e999',
  '99999999999999999999',
  '9999-99-99',
  '{"__proto__":1}',
  '[[[[[[',
  'ẞ',
  '\ud800',
  '\r\n',
];
