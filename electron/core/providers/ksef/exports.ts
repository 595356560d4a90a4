// One export at KSeF: started once, remembered before it is waited for, given up after an hour.
import { isFailure } from '../../../../shared/errors';
import type { WorkContext } from '../sdk/context';
import { rateLimited, unavailable } from '../sdk/errors';
import { exportStatus, startExport, type ExportOrder } from './client';
import { encryptForKsef, newContentKey } from './crypto';
import { isRefusal, refusalOfStatus } from './errors';
import { EXPORT_STATUS } from './errorTable';
import { listRecords, saveRecord, type ExportRecord } from './exportNotes';
import { fromMs } from './instants';
import { packagingOf } from './packaging';
import { forgetPublicKeys, publicKeyFor } from './publicKeys';
import type { SubjectType } from './roles';
import type { Session } from './session';
import type { Window } from './window';
import type { ExportPackage, ExportStatus } from './wire';

export type ExportOutcome =
  | { readonly outcome: 'ready'; readonly record: ExportRecord; readonly package: ExportPackage }
  | { readonly outcome: 'nothing_new'; readonly record: ExportRecord }
  /** Expired, unknown or broken off: only a new export helps. */
  | { readonly outcome: 'gone'; readonly record: ExportRecord; readonly why: string };

const MINUTE_MS = 60_000;
const GIVE_UP_MS = 60 * MINUTE_MS;
/** Ten may run at once per context; three that hang are enough to stop adding to them. */
const MAX_GIVEN_UP = 3;
const POLL_WAITS_MS = [500, 1000, 2000, 3000, 5000, 8000, 15_000];

export async function beginExport(
  ctx: WorkContext,
  session: Session,
  subject: SubjectType,
  window: Window,
): Promise<ExportRecord | 'nothing_new'> {
  const hanging = (await listRecords(ctx, 'export/')).filter((record) => record.isGivenUp);
  if (hanging.length >= MAX_GIVEN_UP) throw stuck(ctx, hanging.at(-1)?.reference ?? '', 60 * MINUTE_MS);
  const contentKey = newContentKey(ctx.ids);
  const compressionType = packagingOf(ctx.connection.settings).compressionType;
  const filters: ExportOrder['filters'] = {
    subjectType: subject,
    dateRange: { dateType: 'PermanentStorage', ...window, restrictToPermanentStorageHwmDate: true },
  };
  const start = async () => {
    const publicKey = await publicKeyFor(session.ksef, 'SymmetricKeyEncryption', ctx.clock.now());
    const encryption = {
      encryptedSymmetricKey: encryptForKsef(publicKey.key, Buffer.from(contentKey.key, 'base64')),
      initializationVector: contentKey.iv,
      publicKeyId: publicKey.publicKeyId,
    };
    return session.run((bearer) => startExport(session.ksef, bearer, { encryption, filters, compressionType }));
  };
  let reference: string;
  try {
    reference = await start().catch((error: unknown) => {
      if (!isRefusal(error, 21470)) throw error;
      forgetPublicKeys(session.ksef);
      return start();
    });
  } catch (error) {
    if (isRefusal(error, 21183)) return 'nothing_new';
    if (isRefusal(error, 21182)) throw tooMany(ctx, error);
    throw error;
  }
  const record: ExportRecord = {
    v: 1,
    id: ctx.ids.uuid(),
    subject,
    from: window.from,
    to: window.to ?? null,
    reference,
    ...contentKey,
    startedAtMs: ctx.clock.now(),
    compressionType,
    isGivenUp: false,
  };
  await saveRecord(ctx, record);
  ctx.log.info('log.export_started', { reference });
  return record;
}

export async function askExport(session: Session, record: ExportRecord): Promise<ExportOutcome | 'running'> {
  let answer: ExportStatus;
  try {
    answer = await session.run((bearer) => exportStatus(session.ksef, bearer, record.reference));
  } catch (error) {
    if (isRefusal(error, 410) || isRefusal(error, 21175) || isRefusal(error, 404))
      return { outcome: 'gone', record, why: 'export_gone' };
    throw error;
  }
  const { code } = answer.status;
  if (code === 200 && answer.package)
    // Announced, and nothing of it there: taken for an empty one it would be passed over.
    return answer.package.parts.length === 0 && answer.package.invoiceCount > 0
      ? { outcome: 'gone', record, why: 'export_gone' }
      : { outcome: 'ready', record, package: answer.package };
  if (code === 420) return { outcome: 'nothing_new', record };
  if (code < 200) return 'running';
  const refusal = refusalOfStatus(answer.status, EXPORT_STATUS);
  // 415: KSeF could not open our key, most likely because its own changed.
  if (code === 415) forgetPublicKeys(session.ksef);
  if ([200, 210, 415, 500, 550].includes(code)) return { outcome: 'gone', record, why: refusal.spec.key };
  throw refusal;
}

/** Asks until KSeF has decided, seldom after a while. After an hour the export is given up, not forgotten. */
export async function waitForExport(ctx: WorkContext, session: Session, record: ExportRecord): Promise<ExportOutcome> {
  for (let round = 0; ; round += 1) {
    const outcome = await askExport(session, record);
    if (outcome !== 'running') return outcome;
    if (ctx.clock.now() - record.startedAtMs >= GIVE_UP_MS) {
      await saveRecord(ctx, { ...record, isGivenUp: true });
      throw stuck(ctx, record.reference, 15 * MINUTE_MS);
    }
    await ctx.clock.sleep(POLL_WAITS_MS[Math.min(round, POLL_WAITS_MS.length - 1)] ?? 15_000, ctx.signal);
  }
}

function stuck(ctx: WorkContext, reference: string, waitMs: number) {
  const retryAt = fromMs(ctx.clock.now() + waitMs);
  return unavailable('export_stuck', { params: { reference }, retryAt, details: `export ${reference}: status 100` });
}

function tooMany(ctx: WorkContext, cause: unknown) {
  const details = isFailure(cause) ? cause.spec.details : undefined;
  const retryAt = fromMs(ctx.clock.now() + 15 * MINUTE_MS);
  return rateLimited('too_many_exports', { retryAt, cause, ...(details === undefined ? {} : { details }) });
}
