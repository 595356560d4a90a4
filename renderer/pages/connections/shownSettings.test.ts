import { expect, it } from 'vitest';
import type { FieldDescription } from '../../../shared/forms/fields';
import { shownSettings } from './shownSettings';

const field = (id: string, more: Partial<FieldDescription> = {}): FieldDescription => {
  return { id, kind: 'number', store: 'settings', required: false, advanced: false, multiline: false, ...more };
};
const FIELDS = [
  field('nip'),
  field('usual', { defaultValue: 2 }),
  field('attempts', { advanced: true, defaultValue: 90 }),
  field('token', { store: 'credentials' }),
  field('empty'),
];
const shown = (values: Record<string, number>): string[] => shownSettings(FIELDS, values).map(({ id }) => id);

it('a setting that nobody sees in the form is told only where it was changed', () => {
  expect(shown({ nip: 1, usual: 2, attempts: 90, token: 3 })).toEqual(['nip', 'usual']);
  expect(shown({ nip: 1, usual: 2, attempts: 12 })).toEqual(['nip', 'usual', 'attempts']);
});
