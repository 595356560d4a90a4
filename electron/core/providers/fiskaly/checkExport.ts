// Is an export whole? Every log message readable, signature counters without gaps, signatures right. Works entry by entry.
import { createHash, X509Certificate, webcrypto } from 'node:crypto';
import { BrokenLog, readLogMessage, type LogMessage } from './logMessage';
import { BrokenTar, readTar } from './tar';

/** ecdsa-plain-SHA256: the one that fiskaly's TSEs sign with. */
const ECDSA_PLAIN_SHA256 = '060a04007f00070101040103';

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
  const keys = new Map<string, webcrypto.CryptoKey | null>();
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

/** Certificates come before the messages; verification runs on Node's own threads, not on this one. */
async function learnKey(certificate: Buffer, keys: Map<string, webcrypto.CryptoKey | null>): Promise<void> {
  try {
    const spki = new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' });
    const key = await webcrypto.subtle.importKey('spki', spki, { name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'verify',
    ]);
    const raw = Buffer.from(await webcrypto.subtle.exportKey('raw', key));
    keys.set(createHash('sha256').update(raw).digest('hex'), key);
  } catch {
    // A certificate of the authority, or a curve that this runtime does not have: its messages count as unchecked.
  }
}

async function verify(
  log: LogMessage,
  keys: Map<string, webcrypto.CryptoKey | null>,
): Promise<'right' | 'wrong' | 'unchecked'> {
  const key = keys.get(log.serial);
  if (!key || log.algorithm !== ECDSA_PLAIN_SHA256) return 'unchecked';
  const isRight = await webcrypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, log.signature, log.signed);
  return isRight ? 'right' : 'wrong';
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
