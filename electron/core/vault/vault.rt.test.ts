import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isFailure } from '../../../shared/errors';
import { fernetKey, openFernet, sealFernet } from './fernet';
import { resealToken } from './reseal';
import { createVault } from './vault';

const place = { storeId: 'store-1', connectionUuid: '0199-a', field: 'token' };
const nowMs = 1_760_000_000_000;

function vaultWith(keys = [fernetKey(randomBytes(32))]) {
  const known: string[] = [];
  const redactor = { register: (value: string) => void known.push(value) };
  return { keys, known, vault: createVault({ ring: { keys: () => keys }, clock: { now: () => nowMs }, redactor }) };
}
function failureOf(work: () => unknown): string {
  try {
    work();
  } catch (problem) {
    return isFailure(problem) ? `${problem.spec.key} ${JSON.stringify(problem.spec)}` : String(problem);
  }
  return 'nothing failed';
}

describe('a field', () => {
  it('comes back as it went in, whatever is in it', () => {
    const { vault } = vaultWith();
    for (const value of ['', 'plain', 'line\nbreak', '"quotes\\', 'zażółć 🦆', 'x'.repeat(100_000)])
      expect(vault.openField(place, vault.sealField({ ...place, value }))).toBe(value);
  });

  it('is canonical JSON inside', () => {
    const { vault, keys } = vaultWith();
    const { plain } = openFernet(keys, vault.sealField({ ...place, value: 'a"b' }));
    expect(Buffer.from(plain).toString()).toBe(
      '{"v":1,"storeId":"store-1","connectionUuid":"0199-a","field":"token","value":"a\\"b"}',
    );
  });

  it('opens nothing in another row, store or field, and says no secret', () => {
    const { vault } = vaultWith();
    const token = vault.sealField({ ...place, value: 'canary-4711' });
    for (const other of [{ storeId: 'store-2' }, { connectionUuid: '0199-b' }, { field: 'password' }]) {
      const failure = failureOf(() => vault.openField({ ...place, ...other }, token));
      expect(failure).toContain('vault.token_moved');
      expect(failure).not.toContain('canary');
    }
  });

  it('is unreadable under another key or when its content is something else, and says no secret', () => {
    const { vault, keys } = vaultWith();
    const [key] = keys;
    if (!key) throw new Error('no key');
    const seal = (text: string) => sealFernet(key, Buffer.from(text), { nowMs });
    const foreign = vaultWith().vault.sealField({ ...place, value: 'canary-4711' });
    for (const token of [foreign, '', seal('canary-4711'), seal('{"v":2,"value":"canary-4711"}')]) {
      const failure = failureOf(() => vault.openField(place, token));
      expect(failure).toContain('vault.token_unreadable');
      expect(failure).not.toContain('canary');
    }
  });

  it('is known to the redactor once it was in clear', () => {
    const { vault, known, keys } = vaultWith();
    const token = vault.sealField({ ...place, value: 'canary-1' });
    expect(known).toEqual(['canary-1']);
    const second = vaultWith(keys);
    second.vault.openField(place, token);
    expect(second.known).toEqual(['canary-1']);
  });
});

describe('sealing again', () => {
  it('goes on where it was stopped, leaves what is done and reports what no key opens', () => {
    const [fresh, old] = [fernetKey(randomBytes(32)), fernetKey(randomBytes(32))];
    const seal = (value: string) => vaultWith([old]).vault.sealField({ ...place, value });
    const rows = new Map([0, 1, 2, 3].map((id) => [id, seal(`value-${String(id)}`)]));
    rows.set(4, vaultWith().vault.sealField({ ...place, value: 'lost' }));
    const pass = (limit: number) => {
      const results: string[] = [];
      const table = [...rows].map(([id, token]) => ({ id, token }));
      for (const { id, token } of table) {
        const step = resealToken([fresh, old], token, nowMs);
        if (step.result === 'newest') continue;
        if (results.length === limit) break;
        results.push(`${String(id)} ${step.result}`);
        if (step.result === 'sealed') rows.set(id, step.token);
      }
      return results;
    };
    expect(pass(2)).toEqual(['0 sealed', '1 sealed']);
    expect(pass(99)).toEqual(['2 sealed', '3 sealed', '4 unreadable']);
    expect(pass(99)).toEqual(['4 unreadable']);
    const { vault } = vaultWith([fresh]);
    for (const id of [0, 1, 2, 3]) expect(vault.openField(place, rows.get(id) ?? '')).toBe(`value-${String(id)}`);
  });
});
