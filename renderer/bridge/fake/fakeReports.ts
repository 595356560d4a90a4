// A year of bundles and receipts of the invented firm.
import type { ReceiptView } from '../../../shared/contract/receipts';
import type { BundleView, ReportView } from '../../../shared/contract/reports';
import type { ConnectionView } from '../../../shared/contract/connections';
import type { RunView } from '../../../shared/contract/runs';
import type { FakeBridge } from '../fakeBridge';
import { newBundleId, newReportId, newRunId, partOf } from './runs';
import { FIRM, iso } from './world';

const hex = (seed: number): string =>
  Array.from({ length: 64 }, (_, index) => ((seed * 7919 + index * index * 31 + index * 17) % 16).toString(16)).join(
    '',
  );

export function answerReports(fake: FakeBridge, now: Date, connections: () => readonly ConnectionView[]): void {
  const current = iso(now, 0).slice(0, 7);
  const places = (): readonly ConnectionView[] =>
    connections().filter(({ capabilities }) => capabilities.includes('files'));
  const previous = monthBefore(current);
  const receipt = (connection: ConnectionView, month: string, revision: number): ReceiptView => ({
    connectionId: connection.id,
    path: `/Zielona-Kuznia/${month.replace('-', '/')}/${month}-r${revision}.zip`,
    bytes: 3_812_440,
    sha256: hex(Number(month.slice(5)) + revision),
    verifiedBy: connection.providerId === 'cloud' ? 'checksum' : 'read_back',
    at: iso(now, -4 * 3_600_000),
    remoteId: 'oc:8f21',
  });
  const bundle = (month: string, revision: number, lateCount: number, at: readonly ConnectionView[]): BundleView => ({
    id: newBundleId(),
    companyId: FIRM.companyId,
    month,
    revision,
    fileName: `${month}-r${revision}.zip`,
    bytes: 3_812_440,
    sha256: hex(Number(month.slice(5)) + revision),
    identity: hex(Number(month.slice(5)) * 3 + revision),
    invoiceCount: 231 - (2 - revision) * 3,
    builtAt: iso(now, -5 * 3_600_000),
    totals: [
      { direction: 'purchase', count: 127, gross: { amount: '166204.18', currency: 'PLN' } },
      { direction: 'sale', count: 104, gross: { amount: '258391.50', currency: 'PLN' } },
      { direction: 'purchase', count: 5, gross: { amount: '7155.30', currency: 'EUR' } },
    ],
    entries: [
      { name: 'originals/', bytes: 3_100_220, count: 231 },
      { name: `${month}.csv`, bytes: 41_230, count: 1 },
      { name: `${month}-neutral.csv`, bytes: 39_870, count: 1 },
      { name: 'cover.pdf', bytes: 88_102, count: 1 },
      { name: 'manifest.json', bytes: 64_018, count: 1 },
    ],
    receipts: at.map((each) => receipt(each, month, revision)),
    lateCount,
  });
  const report = (month: string, fileName: string, at: readonly ConnectionView[]): ReportView => ({
    id: newReportId(),
    companyId: FIRM.companyId,
    month,
    fileName,
    bytes: 184_220,
    sha256: hex(fileName.length),
    origin: 'dropped',
    addedAt: iso(now, -6 * 3_600_000),
    receipts: at.map((each) => receipt(each, month, 1)),
  });
  fake.answer('reports.unsorted', () => []);
  fake.answer('reports.folder', () => ({}));
  fake.answer('reports.target', ({ companyId, month, fileName }) =>
    companyId === FIRM.companyId
      ? places().map(({ id }) => ({
          connectionId: id,
          path: `/Zielona-Kuznia/${month.replace('-', '/')}/${fileName}`,
        }))
      : [],
  );
  fake.answer('reports.year', ({ companyId, year }) => ({
    rows:
      companyId !== FIRM.companyId
        ? []
        : places().map((place, row) => ({
            connectionId: place.id,
            cells: Array.from({ length: 12 }, (_, index) => {
              const month = `${year}-${String(index + 1).padStart(2, '0')}`;
              const at = (state: 'done' | 'missing' | 'due' | 'not_due' | 'none' | 'done_late') => ({
                month,
                state,
                ...(month === previous && state === 'done' ? { revision: 2 } : {}),
              });
              if (month > current) return at('not_due');
              if (month === current) return at('due');
              if (row === 1 && (month.endsWith('-02') || month === previous)) return at('missing');
              if (row === 0 && month.endsWith('-08')) return at('done_late');
              return at(row === 1 && index < 1 ? 'none' : 'done');
            }),
          })),
  }));
  fake.answer('reports.month', ({ companyId, month }) => {
    if (companyId !== FIRM.companyId || month > current)
      return { bundles: [], invoiceCount: 0, reports: [], fiscalFiles: [] };
    if (month === current) return { bundles: [], invoiceCount: 73, reports: [], fiscalFiles: [] };
    if (month === previous) {
      const some = places().filter(({ state }) => state === 'ok');
      const reports = [report(month, `raport-br-${month}.pdf`, some), report(month, `kasa ${month}.csv`, [])];
      const bundles = [bundle(month, 2, 1, some), bundle(month, 1, 0, places())];
      return { bundles, invoiceCount: 232, reports, fiscalFiles: [] };
    }
    return { bundles: [bundle(month, 1, 0, places())], invoiceCount: 228, reports: [], fiscalFiles: [] };
  });
  const start = (kind: 'build' | 'upload' | 'check', month: string): { runId: RunView['id'] } => {
    const parts =
      kind === 'build'
        ? []
        : places().map(({ id }) =>
            partOf(id, {
              state: 'running',
              unit: 'bytes',
              total: 3_812_440,
              done: 2_390_000,
              phase: 'run.phase.uploading',
            }),
          );
    const run: RunView = {
      id: newRunId(),
      companyId: FIRM.companyId,
      kind,
      trigger: 'user',
      state: 'running',
      startedAt: new Date().toISOString(),
      month,
      revision: 2,
      parts:
        kind === 'build'
          ? [
              {
                state: 'running',
                done: 2,
                total: 4,
                unit: 'steps',
                newCount: 0,
                changedCount: 0,
                knownCount: 0,
                unreadable: [],
                phase: 'run.phase.building',
              },
            ]
          : parts,
    };
    onStart(run);
    return { runId: run.id };
  };
  let onStart = (_run: RunView): void => undefined;
  fake.answer('reports.build', ({ month }) => start('build', month));
  fake.answer('reports.upload', ({ month }) => start('upload', month ?? previous));
  fake.answer('reports.check', ({ month }) => start('check', month));
  fake.answer('reports.reveal', () => undefined);
  startListeners.set(fake, (listener) => {
    onStart = listener;
  });
}
const startListeners = new WeakMap<FakeBridge, (listener: (run: RunView) => void) => void>();
/** Tells whoever keeps the list of runs of one that a report began. */
export function onReportRun(fake: FakeBridge, listener: (run: RunView) => void): void {
  startListeners.get(fake)?.(listener);
}

function monthBefore(month: string): string {
  const [year = 0, no = 0] = month.split('-').map(Number);
  return no === 1 ? `${year - 1}-12` : `${year}-${String(no - 1).padStart(2, '0')}`;
}
