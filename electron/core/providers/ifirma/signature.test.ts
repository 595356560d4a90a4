// The published examples, and those computed by its rules: dossier accounting §1.1.
import { describe, expect, it } from 'vitest';
import { authentication, signature } from './signature';

const KEY = 'EAB0D8ACF3308F3B';
const LOGIN = 'jan.nowak@ifirma.pl';
const at = (path: string, keyName: string, body = '') =>
  authentication(KEY, { url: `https://www.ifirma.pl/iapi/${path}`, login: LOGIN, keyName, body });

describe('the signature', () => {
  it('is made with the bytes of the key, not with its letters', () => {
    expect(signature('111111', '222222')).toBe('cec153ee6350475f117a307111e2bd7d83034925');
    expect(signature('111111', '222222')).not.toBe('1558ab6c5ab2b0d1cd129b9ad11527cf33486705');
  });

  it.each([
    ['faktury.json', 'faktura', '', '081dec7098dbed6aab839e76501a964aa5b9386a'],
    ['faktury.json?dataOd=2026-01-01&strona=2', 'faktura', '', '081dec7098dbed6aab839e76501a964aa5b9386a'],
    ['fakturakraj/1337.json', 'faktura', '', '40600699c8f72e4165b11f98c4cb93253a3cc7dc'],
    ['fakturakraj/1337.pdf.single', 'faktura', '', 'e87ba74ecc88097841fe48d16040aa9675c6cb9a'],
    ['abonent/limit.json', 'abonent', '', '0aa973b2148da65a9bdf33fd3501512f8484eb0e'],
    [
      'abonent/miesiacksiegowy.json',
      'abonent',
      '{"MiesiacKsiegowy":"NAST","PrzeniesDaneZPoprzedniegoRoku":true}',
      'd36a9456d0521955b5f0c5c75007265095ef8aaa',
    ],
  ])('of %s with %s', (path, keyName, body, hash) => {
    expect(at(path, keyName, body)).toBe(`IAPIS user=${LOGIN}, hmac-sha1=${hash}`);
  });
});
