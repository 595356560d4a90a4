// The year of a company, on the screen and written down: did the month go out, when, where to, verified?
import { readFileSync } from 'node:fs';
import { PDFDocument } from 'pdf-lib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { YearOfReports } from '../../shared/domain/yearOfReports';
import { MONTH, openDesk, sha256 } from '../support/reportDesk';

let desk: Awaited<ReturnType<typeof openDesk>>;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const save = async (format: 'pdf' | 'csv' | 'json'): Promise<Buffer> => {
  const order = { companyId: desk.companyId, year: 2026, format };
  const { savedTo } = await desk.kontor().call('reports.saveYear', order);
  expect(savedTo).toMatch(new RegExp(`-Zielona.*-2026\\.${format}$`));
  return readFileSync(savedTo ?? '');
};

it('says of each month and destination what lies there since when, and how it was compared', async () => {
  const content = 'kasa,1\n';
  await desk.drop(desk.put('kasa-2026-09.csv', content));
  const second = await desk.connect('/Archiwum');
  await desk.upload({ connectionId: desk.first });
  await desk.check();
  const facts = JSON.parse((await save('json')).toString('utf8')) as YearOfReports;
  expect(facts).toMatchObject({ kind: 'kontor.year-of-reports', v: 1, year: 2026, company: { taxId: '5265877635' } });
  expect(facts.months.length).toBe(12);
  const [one, other] = facts.months.find(({ month }) => month === MONTH)?.destinations ?? [];
  expect(one).toMatchObject({
    provider: 'nextcloud',
    state: 'done',
    files: [
      {
        fileName: 'kasa-2026-09.csv',
        revision: null,
        path: '/Ksiegowa/2026/09/kasa-2026-09.csv',
        sha256: sha256(Buffer.from(content)),
        verifiedBy: expect.any(String) as string,
        checked: { state: 'same' },
      },
    ],
  });
  expect(other).toMatchObject({ state: 'due', files: [] });
  const { rows } = await desk.kontor().call('reports.year', { companyId: desk.companyId, year: 2026 });
  const states = rows.map(({ cells }) => cells.find(({ month }) => month === MONTH)?.state);
  expect(states).toEqual(['done', 'due']);
  // A month that nobody sent is missing when the next one is over.
  await desk.clock.advance(40 * 86_400_000);
  const later = await desk.kontor().call('reports.year', { companyId: desk.companyId, year: 2026 });
  expect(later.rows.find(({ connectionId }) => connectionId === second)?.cells[8]?.state).toBe('missing');
});

it('is a table that a spreadsheet opens, and a page', async () => {
  await desk.drop(desk.put('=kasa-2026-09.csv'));
  await desk.upload();
  const table = (await save('csv')).toString('utf8');
  const lines = table.trimEnd().split('\r\n');
  expect(lines[0]).toMatch(/^\ufeffMonth;Destination;/);
  expect(lines.length).toBe(13);
  const [line = ''] = lines.filter((each) => each.startsWith(`${MONTH};`));
  expect(line).toContain(";'=kasa-2026-09.csv;");
  const page = await PDFDocument.load(await save('pdf'), { updateMetadata: false });
  expect(page.getTitle()).toBe('Reports of 2026');
  expect(page.getAuthor()).toBe('Zielona Kuźnia');
});

it('a dialog that was closed saves nothing', async () => {
  desk.kontor().host.dialogs.saveFile = () => Promise.resolve(null);
  const order = { companyId: desk.companyId, year: 2026, format: 'pdf' } as const;
  expect(await desk.kontor().call('reports.saveYear', order)).toEqual({});
});
