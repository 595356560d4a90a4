// The check of a month's file as its findings: what a shop or its auditor should know.
import path from 'node:path';
import { unavailable } from '../sdk/errors';
import type { CheckFiscalFile, FiscalCheck, FiscalFinding } from '../sdk/fiscal';
import { checkClosings } from './checkClosings';
import { checkExport, isBroken, type ExportCheck } from './checkExport';

const SHOWN_GAPS = 3;

export const checkFile: CheckFiscalFile = async (file, signal) => {
  const name = path.basename(file);
  try {
    return await (name.startsWith('dsfinvk-') ? closings(file, signal) : messages(file, signal));
  } catch (error) {
    if (!isBroken(error)) throw error;
    throw unavailable('tar_broken', { details: `${name}: ${error.message}`, cause: error });
  }
};

async function messages(file: string, signal: AbortSignal): Promise<FiscalCheck> {
  const check = await checkExport(file, signal);
  const { records, firstCounter, lastCounter } = check;
  return { records, firstCounter, lastCounter, findings: findingsOf(check) };
}

async function closings(file: string, signal: AbortSignal): Promise<FiscalCheck> {
  const { tables, missing } = await checkClosings(file, signal);
  const params = { count: missing.length, name: missing[0] ?? '' };
  const findings = missing.length === 0 ? [] : [{ key: 'finding.tables', params }];
  return { records: tables, firstCounter: null, lastCounter: null, findings };
}

function findingsOf({ gaps, forged, unchecked, records }: ExportCheck): readonly FiscalFinding[] {
  const shown = gaps.slice(0, SHOWN_GAPS).map(([from, to]) => (from === to ? String(from) : `${from}–${to}`));
  const missing = gaps.reduce((sum, [from, to]) => sum + to - from + 1, 0);
  return [
    ...(gaps.length > 0 ? [{ key: 'finding.gaps', params: { count: missing, counters: shown.join(', ') } }] : []),
    ...(forged.length > 0 ? [{ key: 'finding.forged', params: { count: forged.length, name: forged[0] ?? '' } }] : []),
    ...(unchecked > 0 ? [{ key: 'finding.unchecked', params: { count: unchecked, all: records } }] : []),
  ];
}
