import { expect, it } from 'vitest';
import { icalendar } from './icalendar';

const entry = {
  uid: 'one-certificate_file',
  date: '2026-12-31',
  title: 'KSeF; Zielona, Kuźnia: certyfikat wygasa'.repeat(3),
  text: 'Erste Zeile\nzweite \\ Zeile',
  remindDays: 7,
};
const made = icalendar([entry], '2026-11-22T12:34:56.789Z');
/** As a reader takes it in: what was folded is one line again. */
const lines = made.replaceAll('\r\n ', '').split('\r\n');

it('is a calendar of whole days with a reminder, every line at most 75 bytes', () => {
  expect(lines[0]).toBe('BEGIN:VCALENDAR');
  expect(lines.at(-2)).toBe('END:VCALENDAR');
  expect(lines).toContain('DTSTAMP:20261122T123456Z');
  expect(lines).toContain('DTSTART;VALUE=DATE:20261231');
  expect(lines).toContain('DTEND;VALUE=DATE:20270101');
  expect(lines).toContain('TRIGGER:-P7D');
  expect(lines).toContain('UID:one-certificate_file@kontor');
  expect(Math.max(...made.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
});

it('escapes what means something in a calendar, and cuts no letter in two', () => {
  expect(lines).toContain(`SUMMARY:${'KSeF\\; Zielona\\, Kuźnia: certyfikat wygasa'.repeat(3)}`);
  expect(lines).toContain(String.raw`DESCRIPTION:Erste Zeile\nzweite \\ Zeile`);
});
