// Every place after which a kill leaves a different disk behind. Tests stop a child process at each of them; the app passes
// nothing, so that the shipped code holds no way to stop it.

export const WRITE_POINTS = [
  'package.decrypted',
  'segment.started',
  'segment.filled',
  'segment.synced',
  'segment.renamed',
  'segment.durable',
  'ingest.applied',
  'ingest.committed',
  'record.written',
  'record.synced',
  'record.applied',
  'record.committed',
  'bundle.synced',
  'bundle.renamed',
  'bundle.durable',
  'report.renamed',
  'report.durable',
  'intent.committed',
  'outbox.synced',
  'outbox.renamed',
  'outbox.durable',
  'fiscal.synced',
  'fiscal.renamed',
  'fiscal.durable',
  'erase.renamed',
  'erase.committed',
] as const;
export type WritePoint = (typeof WRITE_POINTS)[number];
export type Reached = (point: WritePoint) => void;

export const unwatched: Reached = () => undefined;
