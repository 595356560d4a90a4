import { describe, expect, it } from 'vitest';
import { maskSecret } from './maskSecret';

describe('maskSecret', () => {
  it('shows the reference and the known tax id, and nothing of the secret part', () => {
    const token = '20261112-EC-4F1A2B3C4D-5E6F7A8B9C-7C|nip-5265877635|8f1d5c0e9a7b4c3d2e1f8f1d5c0e9a7b4c3d2e1f';
    const masked = maskSecret(token, ['5265877635']);
    expect(masked).toMatch(/^20261112-EC-4F1A2B/);
    expect(masked).toContain('|nip-5265877635|');
    expect(masked).not.toContain('8f1d');
    expect(masked.split('|')[2]).toBe('•'.repeat(19));
  });

  it('shows no length of a short secret', () => {
    expect(maskSecret('hunter2', [])).toBe(maskSecret('hunter2hunt', []));
  });

  it('keeps the separators of an app password and hides its letters', () => {
    expect(maskSecret('aB3dE-fG6hI-jK9lM-nO2pQ-rS5tU', [])).toBe('aB•••-•••••-•••••-•••••-•••tU');
  });

  it('does not show a secret whole because it equals a known value', () => {
    expect(maskSecret('5265877635aaaa', ['5265877635aaaa'])).toBe('•'.repeat(8));
  });
});
