// Pure: the ends as a calendar that other programs take in (RFC 5545). The same end keeps its UID: taken in again, it is moved.
import { dateOfDay, dayOf } from '../../../../shared/domain/calendar';

export interface CalendarEntry {
  readonly uid: string;
  /** The whole day. */
  readonly date: string;
  readonly title: string;
  readonly text: string;
  readonly remindDays: number;
}

export function icalendar(entries: readonly CalendarEntry[], madeAt: string): string {
  const stamp = madeAt.replace(/\.\d{3}Z$/, 'Z').replace(/[-:]/g, '');
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Kontor//Kontor//EN',
    ...entries.flatMap(({ uid, date, title, text, remindDays }) => [
      'BEGIN:VEVENT',
      `UID:${uid}@kontor`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${plain(date)}`,
      `DTEND;VALUE=DATE:${plain(dateOfDay(dayOf(date) + 1))}`,
      `SUMMARY:${escaped(title)}`,
      `DESCRIPTION:${escaped(text)}`,
      'TRANSP:TRANSPARENT',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      `DESCRIPTION:${escaped(title)}`,
      `TRIGGER:-P${String(remindDays)}D`,
      'END:VALARM',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

const plain = (date: string): string => date.replaceAll('-', '');
const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');

/** No line is longer than 75 bytes; what goes on begins with a space. No character is cut in two. */
function folded(line: string): string {
  let out = '';
  let length = 0;
  for (const character of line) {
    const bytes = Buffer.byteLength(character);
    if (length + bytes > 75) {
      out += '\r\n ';
      length = 1;
    }
    out += character;
    length += bytes;
  }
  return out;
}
