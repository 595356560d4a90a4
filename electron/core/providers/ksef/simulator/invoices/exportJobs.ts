// Exports: what was ordered, how far it is, and the package that comes of it.
import type { NamedFault } from '../faults';
import { badRequest, gone } from '../http/answers';
import { fromMs, isoMicros, toMs, type Micros } from '../instants';
import { referenceNumber } from '../numbers';
import type { World } from '../world';
import { archive, type Compression } from './archive';
import { BEYOND_HWM, dateOf, select, type Filters, type Range } from './filters';
import { packageEntries } from './packageEntries';
import { makeParts, type PackagePart, type PartKey } from './parts';
import type { InvoiceRecord } from './store';

const MOST_RUNNING = 10;
const KEPT_MS = 7 * 86_400_000;

export interface JobStatus {
  readonly code: number;
  readonly description: string;
  readonly details?: readonly string[];
}

const RUNNING: JobStatus = { code: 100, description: 'Eksport faktur w toku' };
const DONE: JobStatus = { code: 200, description: 'Eksport faktur zakończony sukcesem' };
export const EXPIRED: JobStatus = {
  code: 210,
  description: 'Eksport faktur wygasł i nie jest już dostępny do pobrania',
};
const FAILURES: Partial<Record<NamedFault, JobStatus>> = {
  export_failed: { code: 500, description: 'Nieznany błąd (500)' },
  export_cancelled: {
    code: 550,
    description: 'Operacja została anulowana przez system',
    details: ['Przetwarzanie zostało przerwane z przyczyn wewnętrznych systemu. Spróbuj ponownie'],
  },
};
const KEY_REJECTED: JobStatus = { code: 415, description: 'Błąd odszyfrowania dostarczonego klucza' };
const NOTHING_YET: JobStatus = {
  code: 420,
  description: 'Zakres filtrowania wykracza poza dostępny zakres danych',
  details: [BEYOND_HWM],
};

export interface Order {
  readonly contextNip: string;
  readonly filters: Filters;
  readonly range: Range;
  readonly onlyMetadata: boolean;
  readonly compression: Compression;
  readonly hwm: Micros;
  /** Null when the client's key could not be decrypted. */
  readonly key: PartKey | null;
  readonly fault: NamedFault | null;
}

export interface ExportPackage {
  readonly parts: readonly PackagePart[];
  readonly invoiceCount: number;
  readonly last: InvoiceRecord | null;
}

export interface ExportJob extends Order {
  readonly referenceNumber: string;
  readonly startedMs: number;
  pollsLeft: number;
  completedAt: Micros | null;
  readonly package: Promise<ExportPackage>;
}

export class ExportJobs {
  private readonly jobs = new Map<string, ExportJob>();
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  start(order: Order): ExportJob {
    const { world } = this;
    const running = [...this.jobs.values()].filter((job) => job.contextNip === order.contextNip && this.isRunning(job));
    if (running.length >= MOST_RUNNING)
      throw badRequest(
        21182,
        'Osiągnięto limit trwających eksportów.',
        `Dla uwierzytelnionego podmiotu w bieżącym kontekście osiągnięto maksymalny limit ${String(MOST_RUNNING)} równoczesnych eksportów faktur. Spróbuj ponownie później.`,
      );
    const made = this.failure(order) || order.fault === 'stuck_export' ? Promise.resolve(NO_PACKAGE) : this.make(order);
    made.catch(() => undefined);
    const job: ExportJob = {
      ...order,
      referenceNumber: referenceNumber('EH', fromMs(world.now())),
      startedMs: world.now(),
      pollsLeft: order.fault === 'stuck_export' ? Number.POSITIVE_INFINITY : world.options.exportPolls,
      completedAt: null,
      package: made,
    };
    this.jobs.set(job.referenceNumber, job);
    return job;
  }

  find(reference: string, contextNip: string): ExportJob {
    const job = this.jobs.get(reference);
    if (job?.contextNip !== contextNip)
      throw badRequest(21175, 'Wynik zapytania o podanym identyfikatorze nie istnieje.');
    if (this.world.now() - job.startedMs > KEPT_MS) throw gone();
    return job;
  }

  byReference(reference: string): ExportJob | undefined {
    return this.jobs.get(reference);
  }

  /** Asking is what moves an export on. */
  poll(job: ExportJob): JobStatus {
    if (job.pollsLeft > 0) {
      job.pollsLeft -= 1;
      return RUNNING;
    }
    job.completedAt ??= fromMs(this.world.now());
    const failure = this.failure(job);
    if (failure) return failure;
    return this.world.now() >= toMs(this.expiresAt(job)) ? EXPIRED : DONE;
  }

  expiresAt(job: ExportJob): Micros {
    return (job.completedAt ?? fromMs(this.world.now())) + this.world.options.packageLifeMs * 1000;
  }

  private failure(order: Order): JobStatus | null {
    if (order.key === null) return KEY_REJECTED;
    if (order.range.isBeyondHwm) return NOTHING_YET;
    return (order.fault && FAILURES[order.fault]) ?? null;
  }

  /** An export that nobody asks about is done after a minute all the same. */
  private isRunning(job: ExportJob): boolean {
    if (job.completedAt !== null) return false;
    return job.fault === 'stuck_export' || this.world.now() - job.startedMs < 60_000;
  }

  private async make(order: Order): Promise<ExportPackage> {
    const { world } = this;
    const found = select(world.store, order.filters, order.range, order.contextNip, fromMs(world.now()));
    const half = order.fault === 'truncated_package' ? Math.ceil(found.length / 2) : found.length;
    const records = found.slice(0, Math.min(half, world.options.maxPackageInvoices));
    const last = records.length < found.length ? (records.at(-1) ?? null) : null;
    if (records.length === 0 || order.key === null) return NO_PACKAGE;
    const entries = packageEntries(world, records, order);
    const bytes = archive(order.compression, entries);
    const whole = order.fault === 'broken_archive' ? withoutEnd(bytes) : bytes;
    return { parts: await makeParts(whole, world.options.partSize, order.key), invoiceCount: records.length, last };
  }
}

const NO_PACKAGE: ExportPackage = { parts: [], invoiceCount: 0, last: null };

async function* withoutEnd(bytes: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  const whole = Buffer.concat(chunks);
  yield whole.subarray(0, Math.floor(whole.length * 0.8));
}

/** `lastPermanentStorageDate` and its sisters: only on a truncated package. */
export function lastDates(job: ExportJob, last: InvoiceRecord | null): Record<string, string> {
  if (!last) return {};
  const { dateType } = job.range;
  return { [`last${dateType}Date`]: dateOf(last, dateType) };
}

export const hwmDate = (job: ExportJob): Record<string, string> =>
  job.range.dateType === 'PermanentStorage' ? { permanentStorageHwmDate: isoMicros(job.hwm) } : {};
