// A month that somebody has closed is closed on every PC of the store. The word lies in the archive of the PC where it was said, which
// proves it, and in the store, where the others find it and from where they take it over into theirs. Of two words the later one counts.
import { z } from 'zod';
import { Instant, Month, type CompanyId } from '../../../shared/domain/ids';
import type { ArchiveReader, ArchiveWriter } from '../archive/types';
import { closingsKey, type CompanyRepo } from '../db/repositories/company.repo';
import type { MetaRepo } from '../db/repositories/meta.repo';
import { readNote } from '../notes';
import type { Clock } from '../ports';
import { instantOf, msOf } from '../time';

const Words = z.record(Month, z.strictObject({ isClosed: z.boolean(), at: Instant }));
type Words = Readonly<z.infer<typeof Words>>;

/** Beside the archive: what was said here. The archive itself forgets when a month was opened again. */
const NOTE = 'closings';

export interface SharedClosings {
  /** Closed months and since when; while the store is away, as far as is known here. */
  months(companyId: CompanyId): Promise<Readonly<Record<Month, Instant>>>;
  say(companyId: CompanyId, month: Month, isClosed: boolean): Promise<void>;
  /** Tells the store what it has missed, and takes over what others have said. Fails while the store is away. */
  catchUp(): Promise<void>;
}

export interface ClosingsParts {
  readonly writer: Pick<ArchiveWriter, 'noteGet' | 'notePut' | 'setMonthClosed'>;
  /** The archive's own words. */
  readonly reader: Pick<ArchiveReader, 'closedMonths'>;
  readonly meta: Pick<MetaRepo, 'get' | 'swap'>;
  readonly companies: Pick<CompanyRepo, 'list'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly logFailure: (what: string, error: unknown) => void;
}

export function sharedClosings(parts: ClosingsParts): SharedClosings {
  const { writer, reader, meta } = parts;
  const said = new Map<CompanyId, Words>();
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };

  const inStore = async (companyId: CompanyId) => {
    const text = await meta.get(closingsKey(companyId));
    // Null: a newer Kontor says it in a way that this one does not understand. It is left alone.
    return { text, words: text === null ? {} : wordsOf(text) };
  };
  const ofThisPc = async (companyId: CompanyId): Promise<Words> => {
    const own = said.get(companyId) ?? (await readNote(writer, companyId, NOTE, Words)) ?? {};
    said.set(companyId, own);
    const closed = Object.entries(await reader.closedMonths(companyId));
    return later(own, Object.fromEntries(closed.map(([month, at]) => [month, { isClosed: true, at }])));
  };
  const known = async (companyId: CompanyId): Promise<Words> => {
    const { words } = await inStore(companyId).catch(() => ({ words: null }));
    return later(await ofThisPc(companyId), words ?? {});
  };

  const tell = async (companyId: CompanyId): Promise<void> => {
    for (;;) {
      const { text, words } = await inStore(companyId);
      if (words === null) return;
      const next = later(words, await ofThisPc(companyId));
      if (isSame(next, words) || (await meta.swap(closingsKey(companyId), text, JSON.stringify(next)))) return;
    }
  };
  const takeOver = async (companyId: CompanyId): Promise<void> => {
    const closed = await reader.closedMonths(companyId);
    for (const [month, { isClosed, at }] of Object.entries(await known(companyId)))
      if ((closed[month] !== undefined) !== isClosed) await writer.setMonthClosed(companyId, month, isClosed, at);
  };

  return {
    months: async (companyId) => {
      const closed = Object.entries(await known(companyId)).filter(([, { isClosed }]) => isClosed);
      return Object.fromEntries(closed.map(([month, { at }]) => [month, at]));
    },
    say: (companyId, month, isClosed) =>
      inTurn(async () => {
        const before = (await known(companyId))[month];
        // A clock that is behind the one of whoever spoke before says it after that all the same.
        const atMs = Math.max(parts.clock.now(), before === undefined ? 0 : msOf(before.at) + 1);
        const own = { ...said.get(companyId), [month]: { isClosed, at: instantOf(atMs) } };
        await writer.notePut(companyId, NOTE, JSON.stringify(own));
        said.set(companyId, own);
        await writer.setMonthClosed(companyId, month, isClosed, instantOf(atMs));
        // Told later then, as soon as the store is back.
        await tell(companyId).catch(parts.logFailure.bind(null, 'tell the other computers of a closed month'));
      }),
    catchUp: () =>
      inTurn(async () => {
        for (const { id } of await parts.companies.list()) {
          await takeOver(id).catch(parts.logFailure.bind(null, 'take over a closed month'));
          await tell(id);
        }
      }),
  };
}

function wordsOf(text: string): Words | null {
  try {
    return Words.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function later(one: Words, other: Words): Words {
  const all: Record<Month, Words[Month]> = { ...one };
  for (const [month, word] of Object.entries(other)) {
    const mine = all[month];
    if (mine === undefined || word.at > mine.at) all[month] = word;
  }
  return all;
}

const isSame = (one: Words, other: Words): boolean =>
  Object.entries(one).every(([month, { isClosed, at }]) => {
    const word = other[month];
    return word?.isClosed === isClosed && word.at === at;
  });
