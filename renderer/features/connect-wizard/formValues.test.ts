import { describe, expect, it } from 'vitest';
import type { FieldDescription } from '../../../shared/forms/fields';
import { fieldsInBrowser, missingFields, sendableValues, startValues, withoutSecrets } from './formValues';

const field = (id: string, extra: Partial<FieldDescription> = {}): FieldDescription => ({
  id,
  kind: 'text',
  store: 'settings',
  required: true,
  advanced: false,
  multiline: false,
  ...extra,
});
const fields = [
  field('place', { kind: 'choice', choices: ['one', 'other'] }),
  field('address', { showWhen: { field: 'place', is: ['other'] } }),
  field('token', { kind: 'secret', store: 'credentials' }),
  field('note', { required: false }),
];

describe('form values', () => {
  it('starts with the first choice and lets typed values win', () => {
    expect(startValues(fields, { note: 'a' }, { note: 'b' })).toEqual({ place: 'one', note: 'b' });
  });

  it('asks only for fields that are on the screen', () => {
    expect(missingFields(fields, { place: 'one' })).toEqual(['token']);
    expect(missingFields(fields, { place: 'other', token: ' ' })).toEqual(['address', 'token']);
  });

  it('sends no hidden and no empty field and trims text', () => {
    expect(sendableValues(fields, { place: 'one', address: 'left over', token: ' abc\n', note: '' })).toEqual({
      place: 'one',
      token: 'abc',
    });
  });

  it('asks before the browser opens for settings, and for what the sign-in cannot do without', () => {
    const before = (asks: readonly string[]) => fieldsInBrowser(fields, asks).map(({ id, required }) => [id, required]);
    expect(before([])).toEqual([
      ['place', true],
      ['note', false],
    ]);
    expect(before(['token', 'note'])).toEqual([
      ['place', true],
      ['token', true],
      ['note', true],
    ]);
  });

  it('keeps no secret, whatever it is called', () => {
    expect(withoutSecrets(fields, { place: 'one', token: 'abc', stranger: 'x' })).toEqual({ place: 'one' });
  });
});
