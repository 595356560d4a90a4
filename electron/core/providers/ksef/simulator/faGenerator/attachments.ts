// Structured attachments: an energy bill's readings, and one that fills almost three megabytes.
import type { Rng } from '../random';
import { money, price, quantity } from './amounts';
import { lastDay } from './calendar';
import type { Attachment, InvoiceModel } from './model';
import { home } from './parties';
import type { Slot } from './plan';

export function energyAttachment(rng: Rng, slot: Slot, model: InvoiceModel): Attachment {
  const used = rng.int(1800, 4200);
  const reading = rng.int(20_000, 90_000);
  return {
    heading: 'Rozliczenie energii elektrycznej',
    facts: [
      ['Miejsce poboru energii', `${home.street}, ${home.town}`],
      ['Kod PPE', `59031${rng.digits(13)}`],
      ['Za okres od', `${slot.month}-01`],
      ['Za okres do', lastDay(slot.month)],
      ['Grupa taryfowa', 'C21'],
    ],
    tables: [
      {
        title: 'Odczyty',
        columns: [
          ['Strefa', 'txt'],
          ['Data', 'date'],
          ['Wskazanie bieżące', 'int'],
          ['Wskazanie poprzednie', 'int'],
          ['Ilość', 'int'],
        ],
        rows: [['całodobowa', lastDay(slot.month), String(reading + used), String(reading), String(used)]],
      },
      {
        title: 'Należności',
        columns: [
          ['Opis', 'txt'],
          ['Ilość', 'dec'],
          ['Cena jedn. netto (zł)', 'dec'],
          ['Należność netto (zł)', 'dec'],
        ],
        rows: model.lines.map((line) => [line.name, quantity(line.quantity), price(line.price), money(line.value)]),
        sum: ['Ogółem', '-', '-', money(model.lines.reduce((sum, line) => sum + line.value, 0))],
      },
    ],
  };
}

/** Hourly readings until the document nears the limit of 3,000,000 bytes. */
export function hugeAttachment(rng: Rng): Attachment {
  const table = (title: string) => ({
    title,
    columns: [
      ['Godzina', 'txt'],
      ['Odczyt', 'int'],
      ['Zużycie', 'dec'],
      ['Uwagi', 'txt'],
    ] as const,
    rows: Array.from({ length: 1000 }, (_, hour) => [
      `godz. ${String(hour)}`,
      String(rng.int(10_000, 99_999)),
      money(rng.int(10, 9999)),
      'odczyt zdalny, bez uwag, licznik z legalizacją ważną do końca roku',
    ]),
  });
  const tables = Array.from({ length: 13 }, (_, i) => table(`Odczyty godzinowe, część ${String(i + 1)}`));
  return { heading: 'Odczyty godzinowe', facts: [['Licznik', rng.digits(9)]], tables };
}
