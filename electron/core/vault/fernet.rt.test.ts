import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { FernetRefused, fernetKey, type FernetKey, openFernet, parseFernetKey, sealFernet } from './fernet';
import { generateKey } from './generateKey';

// The specification's own vectors: generate.json, verify.json and invalid.json of github.com/fernet/spec (version 0x80).
const secret = 'cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=';
const hello = 'gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==';
const invalid: readonly (readonly [string, string])[] = [
  [
    'incorrect mac',
    'gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykQUFBQUFBQUFBQQ==',
  ],
  ['too short', 'gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPA=='],
  [
    'invalid base64',
    '%%%%%%%%%%%%%AECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykRtfsH-p1YsUD2Q==',
  ],
  [
    'payload size not multiple of block size',
    'gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPOm73QeoCk9uGib28Xe5vz6oxq5nmxbx_v7mrfyudzUm',
  ],
  [
    'payload padding error',
    'gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0ODz4LEpdELGQAad7aNEHbf-JkLPIpuiYRLQ3RtXatOYREu2FWke6CnJNYIbkuKNqOhw==',
  ],
  [
    'incorrect IV (causes padding error)',
    'gAAAAAAdwJ6xBQECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAkLhFLHpGtDBRLRTZeUfWgHSv49TF2AUEZ1TIvcZjK1zQ==',
  ],
];
/** Invalid by their time alone: without a TTL they open, which is what a wrong clock needs. */
const invalidByTime: readonly (readonly [string, string])[] = [
  [
    'far-future TS (unacceptable clock skew)',
    'gAAAAAAdwStRAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAnja1xKYyhd-Y6mSkTOyTGJmw2Xc2a6kBd-iX9b_qXQcw==',
  ],
  [
    'expired TTL',
    'gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykRtfsH-p1YsUD2Q==',
  ],
];

function known(text: string): FernetKey {
  const key = parseFernetKey(text);
  if (!key) throw new Error('not a key');
  return key;
}
const open = (keys: readonly FernetKey[], token: string) => Buffer.from(openFernet(keys, token).plain).toString('utf8');

describe('the specification', () => {
  it('generates its token', () => {
    const iv = Uint8Array.from({ length: 16 }, (_, index) => index);
    const nowMs = Date.parse('1985-10-26T01:20:00-07:00');
    expect(sealFernet(known(secret), Buffer.from('hello'), { nowMs, iv })).toBe(hello);
  });
  it('opens its valid token', () => {
    expect(open([known(secret)], hello)).toBe('hello');
  });
  for (const [name, token] of invalid)
    it(`refuses: ${name}`, () => {
      expect(() => openFernet([known(secret)], token)).toThrow(FernetRefused);
    });
  for (const [name, token] of invalidByTime)
    it(`opens, because time does not matter here: ${name}`, () => {
      expect(open([known(secret)], token)).toBe('');
    });
});

describe('a token', () => {
  it('opens under any key of the ring and says which', () => {
    const [one, two, other] = [fernetKey(randomBytes(32)), fernetKey(randomBytes(32)), fernetKey(randomBytes(32))];
    const token = sealFernet(two, Buffer.from('zażółć'), { nowMs: 0 });
    expect(open([one, two], token)).toBe('zażółć');
    expect(openFernet([one, two], token).keyIndex).toBe(1);
    expect(() => openFernet([one, other], token)).toThrow(FernetRefused);
    expect(() => openFernet([], token)).toThrow(FernetRefused);
  });
  it('is refused after a change of any one of its bytes', () => {
    const key = fernetKey(randomBytes(32));
    const bytes = Buffer.from(sealFernet(key, Buffer.from('secret'), { nowMs: 1e12 }), 'base64url');
    for (let index = 0; index < bytes.length; index++) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
      expect(() => openFernet([key], changed.toString('base64url'))).toThrow(FernetRefused);
    }
  });
  it('opens without its padding, and not with spaces or line breaks', () => {
    expect(open([known(secret)], hello.replace(/=+$/, ''))).toBe('hello');
    expect(() => openFernet([known(secret)], ` ${hello}`)).toThrow(FernetRefused);
    expect(() => openFernet([known(secret)], `${hello.slice(0, 20)}\n${hello.slice(20)}`)).toThrow(FernetRefused);
    expect(() => openFernet([known(secret)], '')).toThrow(FernetRefused);
  });
  it('is another one each time', () => {
    const key = fernetKey(randomBytes(32));
    const seal = () => sealFernet(key, Buffer.from('x'), { nowMs: 0 });
    expect(seal() === seal()).toBe(false);
  });
});

const python = (() => {
  try {
    execFileSync('python3', ['-c', 'import cryptography.fernet'], { stdio: 'ignore' });
    return (code: string, ...args: string[]) =>
      execFileSync('python3', ['-c', `import sys\nfrom cryptography.fernet import Fernet\n${code}`, ...args], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim();
  } catch {
    return null;
  }
})();

if (python) {
  describe("Python's cryptography.fernet", () => {
    it('opens what is sealed here, under a key made here', () => {
      const key = generateKey();
      const token = sealFernet(known(key), Buffer.from('gęś 🦆'), { nowMs: Date.now() });
      expect(python('print(Fernet(sys.argv[1]).decrypt(sys.argv[2]).hex())', key, token)).toBe(
        Buffer.from('gęś 🦆').toString('hex'),
      );
    });
    it('makes keys and tokens that open here', () => {
      const [key = '', token = ''] = python(
        'k = Fernet.generate_key()\nprint(k.decode(), Fernet(k).encrypt("gęś".encode()).decode())',
      ).split(' ');
      expect(open([known(key)], token)).toBe('gęś');
      expect(known(key).text).toBe(key);
    });
    it('rejects the same malformed keys', () => {
      const malformed = ['', 'short', secret.slice(0, 40), secret.slice(4)];
      for (const text of malformed) expect(parseFernetKey(text)).toBe(null);
      const tries = [
        'for k in sys.argv[1:]:',
        '    try: Fernet(k); print("accepted")',
        '    except ValueError: print("refused")',
      ];
      expect(python(tries.join('\n'), ...malformed).split('\n')).toEqual(malformed.map(() => 'refused'));
    });
  });
} else {
  it.skip("Python's cryptography.fernet: not on this machine, so nothing was compared with it", () => undefined);
}
