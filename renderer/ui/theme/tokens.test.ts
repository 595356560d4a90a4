import { describe, expect, it } from 'vitest';
import { dark, darkHighContrast, highContrast, light, type Tokens } from './tokens';

function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = channels.map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const schemes: readonly (readonly [string, Tokens])[] = [
  ['light', light],
  ['dark', dark],
  ['high contrast', highContrast],
  ['dark high contrast', darkHighContrast],
];
const grounds = ['surface', 'chrome', 'sunken', 'raised', 'tint'] as const;

describe.each(schemes)('%s', (_name, tokens) => {
  it.each(['text', 'text2', 'text3', 'accent'] as const)('%s is readable on every ground', (ink) => {
    for (const ground of grounds) expect(contrast(tokens[ink], tokens[ground])).toBeGreaterThanOrEqual(4.5);
  });
  it.each([
    ['onFill', 'fill'],
    ['onPress', 'press'],
    ['ok', 'okT'],
    ['warn', 'warnT'],
    ['bad', 'badT'],
    ['ok', 'surface'],
    ['warn', 'surface'],
    ['bad', 'surface'],
  ] as const)('%s is readable on %s', (ink, ground) => {
    expect(contrast(tokens[ink], tokens[ground])).toBeGreaterThanOrEqual(4.5);
  });
  it.each(['line2', 'warnS', 'fill', 'bar2'] as const)('the shape %s stands out', (shape) => {
    expect(contrast(tokens[shape], tokens.surface)).toBeGreaterThanOrEqual(3);
  });
});
