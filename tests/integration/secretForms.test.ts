// What looks for secrets finds each form in which one may lie somewhere.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { findSecrets, findSecretsBelow, formsOf, uglyCanary } from '../support/secretForms';
import { removeDataFolder } from '../support/testHost';

it('a planted secret would be found in any of its forms', () => {
  const other = mkdtempSync(path.join(tmpdir(), 'kontor-planted-'));
  const secret = { name: 'planted', value: uglyCanary() };
  const forms = [...formsOf(secret.value)];
  forms.forEach(([, bytes], at) => {
    const around = [Buffer.from('before'), bytes, Buffer.from('after')];
    writeFileSync(path.join(other, String(at)), Buffer.concat(around));
  });
  const found = findSecretsBelow(other, [secret]);
  removeDataFolder(other);
  for (const [at, [form]] of forms.entries()) expect(found).toContain(`${String(at)}: planted, ${form}`);
  const basic = Buffer.from(`Basic ${Buffer.from(`name:${secret.value}:more`).toString('base64')}`);
  expect(findSecrets('header', basic, [secret])).not.toEqual([]);
});
