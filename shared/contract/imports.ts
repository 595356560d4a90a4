// Files that a person brings: what is in them, what of it is here already, and only then a run that stores it.
import { z } from 'zod';
import { AppError, MessageParams } from '../errors';
import { Tag } from '../domain/dateRange';
import { CompanyId, ConnectionId, PlainDate, RunId } from '../domain/ids';
import { ImportEncoding, ImportMapping, ImportSeparator } from '../domain/importTable';
import { Direction } from '../domain/invoice';
import { Money } from '../domain/money';
import { command, event, query } from './define';

export const ImportId = z.uuid().brand<'ImportId'>();
export type ImportId = z.infer<typeof ImportId>;

/**
 * new: nowhere in Kontor. elsewhere: the same invoice is here from another place; stored it is linked, not counted twice. changed: stored
 * from files before, with another content. known: these very bytes are stored, nothing is to be done. unreadable: stays where it is.
 */
export const ImportState = z.enum(['new', 'elsewhere', 'changed', 'known', 'unreadable']);
export type ImportState = z.infer<typeof ImportState>;

/** What can be stored at all. */
export const TakenState = z.enum(['new', 'elsewhere', 'changed']);
export type TakenState = z.infer<typeof TakenState>;

export const ImportTable = z.strictObject({
  /** Of the head: files with the same one are read the same way. */
  signature: z.string(),
  files: z.array(z.string()),
  encoding: ImportEncoding,
  separator: ImportSeparator,
  header: z.array(z.string()),
  /** The first rows, for the eye. */
  sample: z.array(z.array(z.string())),
  mapping: ImportMapping,
  /** Somebody has confirmed this way of reading before. */
  isRemembered: z.boolean(),
});
export type ImportTable = z.infer<typeof ImportTable>;

export const ImportCounts = z.record(ImportState, z.int());
export type ImportCounts = z.infer<typeof ImportCounts>;

/** reading: files are looked at. columns: a person says what the columns mean. comparing: what is here already. plan: a person chooses. */
export const ImportView = z.strictObject({
  id: ImportId,
  companyId: CompanyId,
  step: z.enum(['reading', 'columns', 'comparing', 'plan', 'failed']),
  files: z.array(z.string()),
  done: z.int(),
  total: z.int().optional(),
  tables: z.array(ImportTable),
  counts: ImportCounts,
  problem: AppError.optional(),
});
export type ImportView = z.infer<typeof ImportView>;

export const ImportRow = z.strictObject({
  key: z.string(),
  state: ImportState,
  /** Name of the file, with its place in a ZIP. */
  file: z.string(),
  /** Line of a table, or which invoice of a file with several. */
  place: z.int().optional(),
  number: z.string().optional(),
  issueDate: PlainDate.optional(),
  counterparty: z.string().optional(),
  direction: Direction.optional(),
  gross: Money.optional(),
  /** Where it is already. */
  foundIn: ConnectionId.optional(),
  /** Why it cannot be read: a problem's key. */
  reason: z.strictObject({ key: z.string(), params: MessageParams }).optional(),
});
export type ImportRow = z.infer<typeof ImportRow>;

const Started = z.strictObject({ importId: ImportId.optional() });

export const imports = {
  /** Main asks for the files; no id when the dialog was closed. */
  choose: command(z.strictObject({ companyId: CompanyId }), Started),
  /** Only the preload script sends this: it knows where dropped files lie, the page does not. */
  drop: command(
    z.strictObject({ companyId: CompanyId, paths: z.array(z.string().min(1).max(4096)).max(500) }),
    Started,
  ),
  get: query(z.strictObject({ importId: ImportId }), ImportView),
  /** Reads the tables this way and remembers it. */
  read: command(
    z.strictObject({
      importId: ImportId,
      tables: z.array(z.strictObject({ signature: z.string(), mapping: ImportMapping })),
    }),
    z.void(),
  ),
  /** Another encoding or separator: the head and the first rows are read again. */
  look: command(
    z.strictObject({
      importId: ImportId,
      signature: z.string(),
      encoding: ImportEncoding,
      separator: ImportSeparator,
    }),
    z.void(),
  ),
  /** From the plan back to the columns. */
  back: command(z.strictObject({ importId: ImportId }), z.void()),
  rows: query(
    z.strictObject({
      importId: ImportId,
      state: ImportState,
      after: z.int().min(0).optional(),
      limit: z.int().min(1).max(500),
    }),
    z.strictObject({ rows: z.array(ImportRow), next: z.int().optional() }),
  ),
  /** Stores what was chosen, as a run. */
  confirm: command(
    z.strictObject({
      importId: ImportId,
      take: z.array(TakenState).min(1),
      except: z.array(z.string()).max(10_000),
      tag: Tag.optional(),
    }),
    z.strictObject({ runId: RunId }),
  ),
  /** Nothing of it is kept; the files themselves are not touched. */
  discard: command(z.strictObject({ importId: ImportId }), z.void()),
  changed: event(z.strictObject({ importId: ImportId })),
};
