import { expect, it } from 'vitest';
import { Failure } from '../../../shared/errors';
import { createRedactor } from '../http/redact';
import { problemTeller } from './tellProblem';

const secret = 'canary-4711-ż"x';

function told(details: string) {
  const redactor = createRedactor();
  redactor.register(secret);
  const failure = new Failure({ kind: 'permission', key: 'no_permission', params: { host: 'h' }, details });
  return problemTeller(redactor.cutText)(failure, 'abc');
}

it('makes the words of a service safe, and leaves everything else as it is', () => {
  expect(told(`HTTP 403 not accepted: ${secret}, ${encodeURIComponent(secret)}`)).toEqual({
    kind: 'permission',
    key: 'no_permission',
    params: { host: 'h' },
    details: 'HTTP 403 not accepted: •••, •••',
    supportId: 'abc',
  });
});

it.each([8, 10, 14])('hides the first %i letters of a secret, where a provider has cut its words', (letters) => {
  expect(told(`HTTP 403 not accepted: ${secret.slice(0, letters)}`).details).toBe('HTTP 403 not accepted: •••');
});

it('hides no ordinary end of a sentence', () => {
  expect(told('this is about a canary').details).toBe('this is about a canary');
});

it('says of a disk that is full what it is, and of a fault nothing', () => {
  const tell = problemTeller((text) => text);
  expect(tell(Object.assign(new Error('no space'), { code: 'ENOSPC' }), 'a')).toMatchObject({
    key: 'archive.disk_full',
  });
  expect(tell(new Error(secret), 'a')).toEqual({ kind: 'bug', key: 'error.bug', params: {}, supportId: 'a' });
});
