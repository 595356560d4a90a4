// What a pull hands over: names and a checkpoint, never bytes.
import type { PageItem, PullPage, SpoolPart } from '../sdk/pages';
import type { Position } from './checkpoint';
import { noteName, type ExportRecord } from './exportNotes';
import type { Role } from './roles';
import type { ExportPackage } from './wire';

export interface FetchedPackage {
  readonly record: ExportRecord;
  readonly package: ExportPackage;
  readonly parts: readonly SpoolPart[];
}

function checkpointOf(role: Role, position: Position): PullPage['checkpoint'] {
  return { stream: role.subject, value: JSON.stringify(position) };
}

/** Nothing to keep, but it is known now how far there is nothing. */
export function emptyPage(role: Role, position: Position): PullPage {
  return {
    content: { kind: 'items', items: [] },
    parserId: 'auto',
    meta: { role: role.subject },
    direction: role.direction,
    checkpoint: checkpointOf(role, position),
    expectedCount: 0,
  };
}

/** Documents that were fetched one by one. */
export function itemsPage(role: Role, items: readonly PageItem[], position: Position): PullPage {
  return { ...emptyPage(role, position), content: { kind: 'items', items }, expectedCount: items.length };
}

export function packagePage(role: Role, fetched: FetchedPackage, position: Position): PullPage {
  const { record } = fetched;
  return {
    content: {
      kind: 'package',
      parts: fetched.parts,
      cipher: { key: record.key, iv: record.iv },
      packaging: packagingOf(record, fetched.package),
      unpacker: 'package',
    },
    parserId: 'auto',
    meta: { role: role.subject },
    direction: role.direction,
    checkpoint: checkpointOf(role, position),
    expectedCount: fetched.package.invoiceCount,
    dropIfRefused: [noteName(record)],
  };
}

/** What KSeF says it made, else what the parts are called, else what was asked for: before 2.7.1 it does not say. */
function packagingOf(record: ExportRecord, ready: ExportPackage): 'zip' | 'tar.gz' {
  const name = ready.parts[0]?.partName ?? '';
  if (ready.compressionType !== undefined) return ready.compressionType === 'TarGz' ? 'tar.gz' : 'zip';
  if (/\.zip(\.|$)/i.test(name)) return 'zip';
  if (/\.(tar\.gz|tgz)(\.|$)/i.test(name)) return 'tar.gz';
  return record.compressionType === 'TarGz' ? 'tar.gz' : 'zip';
}
