import { describe, expect, it } from 'vitest';
import { legalName } from '../sdk/names';
import { escapePath, segmentsOf } from '../sdk/paths';
import { cloudBase, pathOfUrl } from './address';

const none = { forbiddenCharacters: [], forbiddenBasenames: [], forbiddenExtensions: [], forbiddenNames: [] };

describe('names', () => {
  it.each([
    ['raport-br-2025-01.pdf', 'raport-br-2025-01.pdf'],
    ['FV 1/10/2026 #3 100%.pdf', 'FV 1_10_2026 _3 100_.pdf'],
    ['a\u0000b\tc.txt', 'a_b_c.txt'],
    [' dot. . ', 'dot'],
    ['~tmp', '_tmp'],
    ['con.txt', '_con.txt'],
    ['Thumbs.db', '_Thumbs.db'],
    ['..', '_'],
    ['', '_'],
    ['zaz\u0307o\u0301łć', 'zażółć'],
  ])('%j becomes %j', (wanted, legal) => {
    expect(legalName(wanted, none)).toBe(legal);
    expect(legalName(legal, none)).toBe(legal);
  });
  it('keep the extension when they are cut, and never cut a character in two', () => {
    const name = legalName(`${'ż'.repeat(300)}.pdf`, none);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(250);
    expect(name).toMatch(/^ż+\.pdf$/);
  });
  it("follow the server's own rules", () => {
    const rules = {
      ...none,
      forbiddenCharacters: ['+'],
      forbiddenExtensions: ['.part'],
      forbiddenNames: ['.htaccess'],
      forbiddenBasenames: ['raport'],
    };
    expect(['a+b', 'x.PART', '.htaccess', 'raport.pdf'].map((it) => legalName(it, rules))).toEqual([
      'a_b',
      'x.PART_',
      '_.htaccess',
      '_raport.pdf',
    ]);
  });
});

describe('addresses', () => {
  it('escape every segment by itself', () => {
    expect(escapePath(['a b', 'ż#?', "l'été (1)"])).toBe('/a%20b/%C5%BC%23%3F/l%27%C3%A9t%C3%A9%20%281%29');
  });
  it('of folders lead nowhere else', () => {
    expect(segmentsOf('/../a//./b\\c/ ')).toEqual(['a', 'b', 'c']);
  });
  it('are cut back to the server', () => {
    for (const tail of [
      '',
      '/',
      '/remote.php/dav/files/anna/x',
      '/remote.php/webdav',
      '/index.php/apps/files',
      '/login',
    ])
      expect(cloudBase(`https://c.example/sub${tail}`)).toBe('https://c.example/sub');
  });
  it('are shown as paths', () => {
    expect(pathOfUrl('https://c.example/sub/remote.php/dav/files/anna%20b/Firma/a%20b')).toBe('/Firma/a b');
    expect(pathOfUrl('https://c.example/remote.php/dav/files/anna')).toBe('/');
  });
});
