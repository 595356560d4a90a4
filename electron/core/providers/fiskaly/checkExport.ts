// Is an export whole? Every log message readable, signature counters without gaps, signatures right. Works entry by entry.
import { createHash } from 'node:crypto';
import { publicKeyIn } from './certificate';
import { BrokenLog, readLogMessage, type LogMessage } from './logMessage';
import { verifierOf, type Hash, type VerifySignature } from './publicKey';
import { BrokenTar, readTar } from './tar';

/** ecdsa-plain, by its object identifier: SHA-256 is what fiskaly's TSEs sign with, SHA-384 those of others. */
const HASHES: Readonly<Record<string, Hash>> = {
  '060a04007f00070101040103': 'SHA-256',
  '060a04007f00070101040104': 'SHA-384',
};

export interface ExportCheck {
  readonly records: number;
  readonly firstCounter: number | null;
  readonly lastCounter: number | null;
  /** Counters that are missing between the first and the last, as ranges. */
  readonly gaps: readonly (readonly [from: number, to: number])[];
  /** Names of messages whose signature does not fit. */
  readonly forged: readonly string[];
  /** Messages whose signature this program cannot check: another curve, or no certificate in the file. */
  readonly unchecked: number;
}

interface Pending {
  readonly name: string;
  readonly log: LogMessage;
}

/** Throws BrokenTar or BrokenLog with what is wrong. */
export async function checkExport(file: string, signal: AbortSignal): Promise<ExportCheck> {
  const keys = new Map<string, VerifySignature>();
  const counters: number[] = [];
  const forged: string[] = [];
  let unchecked = 0;
  let waiting: Pending[] = [];
  const verifyWaiting = async (): Promise<void> => {
    const verdicts = await Promise.all(waiting.map(({ log }) => verify(log, keys)));
    for (const [index, verdict] of verdicts.entries()) {
      if (verdict === 'unchecked') unchecked += 1;
      if (verdict === 'wrong') forged.push(waiting[index]?.name ?? '');
    }
    waiting = [];
  };
  for await (const { name, bytes } of readTar(file)) {
    signal.throwIfAborted();
    if (name.endsWith('.cer')) await learnKey(bytes, keys);
    if (!name.endsWith('.log')) continue;
    const log = readLogMessage(bytes);
    counters.push(log.counter);
    waiting.push({ name, log });
    if (waiting.length >= BATCH) await verifyWaiting();
  }
  await verifyWaiting();
  counters.sort((a, b) => a - b);
  return {
    records: counters.length,
    firstCounter: counters[0] ?? null,
    lastCounter: counters.at(-1) ?? null,
    gaps: gapsIn(counters),
    forged,
    unchecked,
  };
}

const BATCH = 256;

/** Certificates come before the messages. One of the authority signs none: its key is known and never asked. */
async function learnKey(certificate: Buffer, keys: Map<string, VerifySignature>): Promise<void> {
  const raw = publicKeyIn(certificate);
  const verifier = raw === null ? null : await verifierOf(raw);
  if (raw !== null && verifier !== null) keys.set(createHash('sha256').update(raw).digest('hex'), verifier);
}

async function verify(
  log: LogMessage,
  keys: ReadonlyMap<string, VerifySignature>,
): Promise<'right' | 'wrong' | 'unchecked'> {
  const verifier = keys.get(log.serial);
  const hash = HASHES[log.algorithm];
  if (verifier === undefined || hash === undefined) return 'unchecked';
  return (await verifier(hash, log.signature, log.signed)) ? 'right' : 'wrong';
}

function gapsIn(sorted: readonly number[]): (readonly [number, number])[] {
  return sorted.flatMap((counter, index) => {
    const before = sorted[index - 1];
    return before === undefined || counter <= before + 1 ? [] : [[before + 1, counter - 1] as const];
  });
}

export function isBroken(error: unknown): error is BrokenTar | BrokenLog {
  return error instanceof BrokenTar || error instanceof BrokenLog;
}
