// Key files of every protection, opened in Node and in Electron alike, or refused with the command that converts them.
import { createPrivateKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isFailure } from '../../../../../shared/errors';
import { keyFile, keyFileText, PASSWORD } from '../../../../../tests/support/ksefKeyFiles';
import { openKeyPair } from './openKeyPair';

const specOf = async (work: Promise<unknown>) => {
  try {
    await work;
  } catch (error) {
    return isFailure(error) ? error.spec : error;
  }
  return 'opened';
};
const plain = (name: 'ec.key' | 'rsa.key') =>
  createPrivateKey(keyFileText(name)).export({ type: 'pkcs8', format: 'der' }).toString('hex');
const opened = async (certificateFile: string, key: string | null, passphrase: string | null = PASSWORD) => {
  const pair = await openKeyPair({ certificateFile, keyFile: key, passphrase });
  return {
    key: pair.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('hex'),
    certificate: pair.certificate.toString().trim(),
  };
};

describe('one file with both parts', () => {
  it.each([
    ['ec-modern.p12', 'ec'],
    ['ec-legacy.p12', 'ec'],
    ['ec-3des.p12', 'ec'],
    ['ec-mac512.p12', 'ec'],
    ['rsa-modern.p12', 'rsa'],
    ['rsa-legacy.p12', 'rsa'],
    ['both.pem', 'ec'],
  ] as const)('%s', async (file, kind) => {
    const pair = await opened(keyFile(file), null);
    expect(pair.key).toBe(plain(`${kind}.key`));
    // Byte for byte: the digest of the certificate is part of what is signed.
    expect(pair.certificate).toBe(keyFileText(`${kind}.crt`).trim());
  });

  it('without any protection', async () => {
    expect((await opened(keyFile('ec-open.p12'), null, null)).key).toBe(plain('ec.key'));
  });
});

describe('certificate and key apart', () => {
  it.each([
    ['ec.crt', 'ec.key', 'ec'],
    ['ec.crt', 'ec-pbes2.key', 'ec'],
    ['ec.crt', 'ec-sha512.key', 'ec'],
    ['ec.crt', 'ec-scrypt.key', 'ec'],
    ['ec.crt', 'ec-oldpem.key', 'ec'],
    ['ec.cer', 'ec.der', 'ec'],
    ['rsa.crt', 'rsa.key', 'rsa'],
    ['rsa.crt', 'rsa-des3.key', 'rsa'],
  ] as const)('%s with %s', async (certificate, key, kind) => {
    expect((await opened(keyFile(certificate), keyFile(key))).key).toBe(plain(`${kind}.key`));
  });

  it('as pasted text, and with the files in each other’s place', async () => {
    expect((await opened(keyFileText('ec.crt'), keyFileText('ec-pbes2.key'))).key).toBe(plain('ec.key'));
    expect((await opened(keyFile('ec-pbes2.key'), keyFile('ec.crt'))).key).toBe(plain('ec.key'));
  });
});

describe('what cannot be opened says why', () => {
  it.each(['ec-modern.p12', 'rsa-legacy.p12', 'ec-3des.p12', 'both.pem'] as const)(
    '%s, wrong password',
    async (file) => {
      const spec = await specOf(openKeyPair({ certificateFile: keyFile(file), keyFile: null, passphrase: 'Hasło-2' }));
      expect(spec).toMatchObject({ kind: 'user_input', key: 'passphrase_wrong' });
    },
  );

  it.each(['ec-sha512.key', 'ec-scrypt.key', 'ec-oldpem.key'] as const)('%s, wrong password', async (file) => {
    for (const passphrase of ['a', 'b', 'c', 'd']) {
      const files = { certificateFile: keyFile('ec.crt'), keyFile: keyFile(file), passphrase };
      expect(await specOf(openKeyPair(files))).toMatchObject({ key: 'passphrase_wrong' });
    }
  });

  it.each([
    ['ec.crt', 'ec-pbes2.key', null, 'passphrase_missing'],
    ['ec.crt', null, null, 'key_missing'],
    ['ec.crt', 'rsa.key', null, 'key_other_certificate'],
    ['ec.key', 'ec.key', null, 'certificate_unreadable'],
    ['ec.crt', 'ec-camellia.key', PASSWORD, 'key_cipher'],
  ] as const)('%s with %s', async (certificate, key, passphrase, expected) => {
    const files = { certificateFile: keyFile(certificate), keyFile: key === null ? null : keyFile(key), passphrase };
    expect(await specOf(openKeyPair(files))).toMatchObject({ kind: 'user_input', key: expected });
  });

  it('names the command that converts a key nobody here can open', async () => {
    const files = { certificateFile: keyFile('ec.crt'), keyFile: keyFile('ec-camellia.key'), passphrase: PASSWORD };
    const spec = await specOf(openKeyPair(files));
    expect(spec).toMatchObject({ params: { command: expect.stringContaining('openssl pkcs8 -topk8') as string } });
  });

  it('never dies of what is no key file at all', async () => {
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from('hello'),
      Buffer.from([0x30, 0x82, 0xff, 0xff]),
      Buffer.alloc(2000, 0x30),
    ]) {
      const spec = await specOf(
        openKeyPair({ certificateFile: bytes.toString('base64'), keyFile: null, passphrase: null }),
      );
      expect(spec).toMatchObject({ kind: 'user_input' });
    }
  });
});
