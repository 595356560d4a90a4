import { expect, it } from 'vitest';
import { guardFileLink } from './foreignLinks';

const outcome = (link: string): string => {
  try {
    return guardFileLink(link, 'http://127.0.0.1:8080');
  } catch (error) {
    return (error as Error).message;
  }
};

it.each([
  'https://files.example.com/a?signature=1',
  'https://s3.eu-central-1.amazonaws.com/bucket/a',
  'https://plikownia.pl/a',
  'http://127.0.0.1:8080/a',
])('follows %s', (link) => {
  expect(outcome(link)).toBe(link);
});

it.each([
  'http://files.example.com/a',
  'https://127.0.0.1/a',
  'https://2130706433/a',
  'https://0x7f.1/a',
  'https://192.168.1.1/a',
  'https://[fe80::1]/a',
  'https://[::ffff:10.0.0.1]/a',
  'https://localhost/a',
  'https://localhost./a',
  'https://nas.local/a',
  'https://metadata.google.internal/a',
  'https://router.home.arpa/a',
  'https://server/a',
  'https://u@files.example.com/a',
  'https://:p@files.example.com/a',
  'https://files.example.com:8443/a',
  'http://127.0.0.1:8081/a',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'none',
])('does not follow %s', (link) => {
  expect(outcome(link)).toBe('rejected: foreign_host');
});
