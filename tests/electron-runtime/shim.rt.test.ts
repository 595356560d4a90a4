import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

// Runs under vitest and, through the shim, inside Electron: both must mean the same by these.
describe('the test functions that a *.rt.test.ts file may use', () => {
  const seen: string[] = [];
  beforeAll(() => seen.push('all'));
  beforeEach(() => seen.push('each'));
  afterAll(() => {
    expect(seen.length).toBeGreaterThan(1);
  });

  it('runs hooks in order', () => {
    expect(seen.slice(0, 2)).toEqual(['all', 'each']);
  });

  it.each([
    [1, 'one'],
    [2, 'two'],
  ])('passes each row: %d is %s', (number, word) => {
    expect(['one', 'two'][number - 1]).toBe(word);
  });

  it.each([{ word: 'one' }])('passes an object: $word', ({ word }) => {
    expect(word).toHaveLength(3);
  });

  it('has asymmetric matchers, and throws and rejects', async () => {
    expect({ a: 1, b: 'x' }).toMatchObject({ b: expect.any(String) as string });
    expect({ a: 1, b: 2 }).toEqual(expect.objectContaining({ a: 1 }));
    expect(() => {
      throw new TypeError('no');
    }).toThrow(TypeError);
    await expect(Promise.reject(new Error('late'))).rejects.toThrow('late');
    await expect(Promise.resolve(7)).resolves.toBe(7);
  });

  it('fails when it should', () => {
    expect(() => {
      expect(1).toBe(2);
    }).toThrow();
    expect(() => {
      expect([1]).not.toContain(1);
    }).toThrow();
  });

  it.skipIf(process.versions['electron'])('runs where the tools run', () => {
    expect(process.versions['electron']).toBeUndefined();
  });

  it.runIf(process.versions['electron'])("runs on Electron's own crypto", () => {
    expect(process.versions['openssl']).toBe('0.0.0'); // BoringSSL reports no OpenSSL version
  });
});
