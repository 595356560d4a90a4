// An outbox of maps: what the core keeps on disk, for tests of a provider's sending.
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type {
  OutgoingInvoice,
  SendMode,
  SendOrder,
  SendReceipt,
  SendStep,
  SendTrace,
} from '../../electron/core/providers/sdk/sending';
import { tarGzBytes } from './tarGzBytes';
import { zipBytes } from './zipBytes';

export interface MemoryOutbox {
  add(xml: Uint8Array, more?: { readonly mode?: SendMode; readonly correctsSha256?: string }): string;
  /** Everything that is not finished, as the core would hand it over. */
  order(): SendOrder;
  /** Steps of an invoice, in order. */
  steps(id: string): readonly SendStep[];
  stateOf(id: string): string;
  numberOf(id: string): string | undefined;
  receiptOf(id: string): SendReceipt | undefined;
  /** Throws in place of committing, as a process that dies there. */
  dieAt(step: SendStep['step'] | 'receipt' | null, when?: 'before' | 'after'): void;
}

interface Entry {
  readonly item: Omit<OutgoingInvoice, 'state' | 'trace'>;
  readonly steps: SendStep[];
}

const FINAL = ['rejected'];

export function memoryOutbox(): MemoryOutbox {
  const folder = mkdtempSync(path.join(tmpdir(), 'kontor-outbox-'));
  const entries = new Map<string, Entry>();
  const receipts = new Map<string, SendReceipt>();
  let death: { at: string; when: 'before' | 'after' } | null = null;
  const committing = (step: string, commit: () => void): Promise<void> => {
    const dying = death?.at === step ? death : null;
    if (dying?.when !== 'before') commit();
    if (!dying) return Promise.resolve();
    death = null;
    return Promise.reject(new Error('killed'));
  };
  const current = ({ item, steps }: Entry): OutgoingInvoice => {
    const last = steps.at(-1);
    const trace = steps.findLast((step): step is Extract<SendStep, { trace: SendTrace }> => 'trace' in step)?.trace;
    const state = last?.step ?? 'queued';
    return {
      ...item,
      state: state as OutgoingInvoice['state'],
      ...(trace ? { trace } : {}),
      ...(last?.step === 'accepted' ? { remoteNumber: last.remoteNumber } : {}),
    };
  };
  const entry = (id: string): Entry => {
    const found = entries.get(id);
    if (!found) throw new Error(`no invoice ${id}`);
    return found;
  };
  return {
    add: (xml, { mode = 'online', ...more } = {}) => {
      const id = randomUUID();
      const file = path.join(folder, `${id}.xml`);
      writeFileSync(file, xml);
      const sha256 = createHash('sha256').update(xml).digest('base64');
      const item = { id, path: file, bytes: xml.length, sha256, fileName: `${id}.xml`, mode, ...more };
      entries.set(id, { item, steps: [] });
      return id;
    },
    order: () => ({
      items: [...entries.values()].map(current).filter(({ id, state }) => !FINAL.includes(state) && !receipts.has(id)),
      journal: {
        note: (ids, step) =>
          committing(step.step, () => {
            for (const id of ids) entry(id).steps.push(step);
          }),
        settle: (decided) =>
          committing(decided[0]?.step.step ?? '', () => {
            for (const { id, step } of decided) entry(id).steps.push(step);
          }),
        receipt: (ids, receipt) =>
          committing('receipt', () => {
            for (const id of ids) receipts.set(id, receipt);
          }),
      },
      pack: async (ids, toPath, packaging) => {
        const files = ids.map((id) => [`${id}.xml`, readFileSync(entry(id).item.path)] as const);
        writeFileSync(toPath, packaging === 'zip' ? zipBytes(files) : await tarGzBytes(files));
      },
    }),
    steps: (id) => entry(id).steps,
    stateOf: (id) => current(entry(id)).state,
    numberOf: (id) => current(entry(id)).remoteNumber,
    receiptOf: (id) => receipts.get(id),
    dieAt: (at, when = 'before') => {
      death = at === null ? null : { at, when };
    },
  };
}
