import { describe, expect, it } from 'vitest';
import { ConnectionSlug } from '../../../shared/domain/ids';
import { isSlug, slugWhileTyping } from './slug';

describe('slug', () => {
  it('folds the letters of our languages', () => {
    expect(slugWhileTyping('Księgowość, Łódź')).toBe('ksiegowosc-lodz');
    expect(slugWhileTyping('Büro Straße')).toBe('buro-strasse');
    expect(slugWhileTyping('Õppe ärikoda')).toBe('oppe-arikoda');
  });

  it('lets a hyphen stand while typing and agrees with the contract about the end', () => {
    expect(slugWhileTyping('moja-')).toBe('moja-');
    for (const text of ['moja-', '', 'a', 'moja-firma', '-x', 'x'.repeat(65)]) {
      expect(isSlug(text)).toBe(ConnectionSlug.safeParse(text).success);
    }
  });
});
