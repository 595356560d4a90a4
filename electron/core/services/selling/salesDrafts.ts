// Drafts of the form as it is written: half filled, changed again and again. They live in the config store, because they are no records of
// anything yet; what is laid into the outbox is one of the archive. A draft stays with its document until that is accepted: what was refused
// is written on, not written anew.
import type { z } from 'zod';
import { SalesDraft, type SalesDraftId } from '../../../../shared/contract/selling';
import type { CompanyId } from '../../../../shared/domain/ids';
import { Failure } from '../../../../shared/errors';
import type { ArchiveReader } from '../../archive/types';
import type { SalesDraftRepo, SalesDraftRow } from '../../db/repositories/salesDraft.repo';
import { MAX_DRAFT_BYTES } from '../../db/repositories/salesDraftPieces';

export interface SalesDrafts {
  /** Last changed first, without those whose document stands in the outbox for them. */
  list(companyId: CompanyId): Promise<readonly SalesDraft[]>;
  get(companyId: CompanyId, id: SalesDraftId): Promise<SalesDraft>;
  /** What a document was made of; null when it was not made here. */
  ofOutbox(outboxId: string): Promise<SalesDraft | null>;
  save(companyId: CompanyId, draft: SalesDraft): Promise<void>;
  remove(companyId: CompanyId, id: SalesDraftId): Promise<void>;
}

const Body = SalesDraft.omit({ id: true, changedAt: true, outboxId: true });

export function salesDrafts(repo: SalesDraftRepo, reader: Pick<ArchiveReader, 'outboxItem'>): SalesDrafts {
  /** Accepted: it is not needed any more. Withdrawn, or never laid out before the process died: it is listed again. */
  const fateOf = async ({ outboxId }: SalesDraftRow): Promise<'open' | 'away' | 'over'> => {
    if (outboxId === null) return 'open';
    const item = await reader.outboxItem(outboxId).catch((error: unknown) => {
      if (error instanceof Failure && error.spec.key === 'sending.gone') return null;
      throw error;
    });
    if (item === null || item.state === 'discarded') return 'open';
    return item.state === 'accepted' ? 'over' : 'away';
  };
  return {
    list: async (companyId) => {
      const shown: SalesDraft[] = [];
      for (const row of await repo.list(companyId)) {
        const fate = await fateOf(row);
        if (fate === 'over') await repo.delete(companyId, row.id);
        const draft = fate === 'open' ? read(row) : null;
        if (draft !== null) shown.push(draft);
      }
      return shown;
    },
    get: async (companyId, id) => {
      const row = await repo.find(id);
      const draft = row?.companyId === companyId ? read(row) : null;
      if (draft === null) throw new Failure({ kind: 'user_input', key: 'sending.draft_gone' });
      return draft;
    },
    ofOutbox: async (outboxId) => {
      const row = await repo.ofOutbox(outboxId);
      return row === null ? null : read(row);
    },
    save: async (companyId, { id, changedAt, outboxId, ...rest }) => {
      const body = JSON.stringify(rest);
      if (Buffer.byteLength(body) > MAX_DRAFT_BYTES) {
        const params = { lines: rest.invoice.lines.length, kilobytes: MAX_DRAFT_BYTES / 1000 };
        throw new Failure({ kind: 'user_input', key: 'sending.draft_too_long', params });
      }
      await repo.save({ id, companyId, changedAt, outboxId: outboxId ?? null, body });
    },
    remove: (companyId, id) => repo.delete(companyId, id),
  };
}

/** Of a newer version of the app: not ours to show, and not ours to delete. */
function read({ id, changedAt, outboxId, body }: SalesDraftRow): SalesDraft | null {
  const parsed = Body.safeParse(JSON.parse(body));
  if (!parsed.success) return null;
  const draft: z.input<typeof SalesDraft> = { id, changedAt, ...parsed.data };
  return SalesDraft.parse(outboxId === null ? draft : { ...draft, outboxId });
}
