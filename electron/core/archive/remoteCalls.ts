// Names of the calls that cross to the workers. `tracked` ones end in (onProgress, signal), which stay on their own sides.
import type { ArchiveReader, ArchiveWriter } from './types';

export type CallStyle = 'plain' | 'tracked';

export const WRITER_CALLS: Readonly<Record<keyof ArchiveWriter, CallStyle>> = {
  recover: 'plain',
  saveCompany: 'plain',
  eraseCompany: 'plain',
  ingest: 'tracked',
  checkpoints: 'plain',
  hideConnection: 'plain',
  noteGet: 'plain',
  notePut: 'plain',
  noteDelete: 'plain',
  noteList: 'plain',
  createRun: 'plain',
  saveRun: 'plain',
  unfinishedRuns: 'plain',
  appendLog: 'plain',
  addJob: 'plain',
  leaseJob: 'plain',
  renewLease: 'plain',
  settleJob: 'plain',
  reclaimJobs: 'plain',
  openJobs: 'plain',
  draftBundle: 'plain',
  buildBundle: 'tracked',
  saveIntent: 'plain',
  saveReceipt: 'plain',
  rebuild: 'plain',
  close: 'plain',
};

export const READER_CALLS: Readonly<Record<keyof ArchiveReader, CallStyle>> = {
  listInvoices: 'plain',
  summary: 'plain',
  months: 'plain',
  invoice: 'plain',
  original: 'plain',
  counts: 'plain',
  tags: 'plain',
  storedKeys: 'plain',
  bundles: 'plain',
  bundlesOfYear: 'plain',
  bundleFile: 'plain',
  runs: 'plain',
  run: 'plain',
  runLog: 'plain',
  lastGood: 'plain',
  close: 'plain',
};
