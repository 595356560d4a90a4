// What a run is called and what came of it, in one line each: used by the activity, a connection's history and the wizard.
import type { TFunction } from 'i18next';
import type { RunPart, RunView } from '../../../shared/contract/runs';
import type { Formats } from '../../ui/format';
import { namespaceOf } from '../../ui/problemTexts';
import type { State } from '../../ui/StateIcon';

export function runShape(run: Pick<RunView, 'state' | 'problem'>): State {
  switch (run.state) {
    case 'running':
      return 'running';
    case 'waiting':
      return 'waiting';
    case 'done':
      return run.problem ? 'attention' : 'fine';
    case 'failed':
      return 'stopped';
    case 'cancelled':
      return 'offline';
  }
}

export function isGoing(run: Pick<RunView, 'state'>): boolean {
  return run.state === 'running' || run.state === 'waiting';
}

/** Held by the user, as a whole. */
export function isPaused(run: Pick<RunView, 'state' | 'parts'>): boolean {
  const open = run.parts.filter(({ state }) => state === 'running' || state === 'waiting');
  return open.length > 0 && open.every((part) => part.isPaused === true);
}

export type NameOf = (connectionId: NonNullable<RunPart['connectionId']>) => string | undefined;

/** Which connections or which month: *KSeF and Fakturownia*, *September 2026, revision 2*. */
export function runSubject(t: TFunction, formats: Formats, run: RunView, nameOf: NameOf): string {
  if (run.remote !== undefined) return run.remote.fileName;
  if (run.month !== undefined) {
    const month = formats.monthYear(run.month);
    if (run.file !== undefined) return t('activity:month_file', { month, file: run.file });
    return run.revision === undefined ? month : t('activity:month_revision', { month, revision: run.revision });
  }
  // The backup of this computer: of no month.
  if (run.file !== undefined) return run.file;
  const ids = [...new Set(run.parts.flatMap((part) => (part.connectionId === undefined ? [] : [part.connectionId])))];
  if (ids.length === 0) return run.kind === 'verify' ? t('activity:nobody') : '';
  if (ids.length <= 2) return formats.list(ids.map((id) => nameOf(id) ?? t('activity:removed')));
  return t(run.kind === 'upload' ? 'activity:subject_places' : 'activity:subject_sources', {
    count: ids.length,
    shown: formats.count(ids.length),
  });
}

export function totalOf(run: RunView, count: 'newCount' | 'changedCount' | 'knownCount'): number {
  return run.parts.reduce((sum, part) => sum + part[count], 0);
}
export function unreadableOf(run: RunView): number {
  return run.parts.reduce((sum, part) => sum + part.unreadable.length, 0);
}

/** When the wait of a run ends: the earliest of its parts. */
export function waitOf(run: RunView): string | undefined {
  return run.parts
    .flatMap(({ waitsUntil }) => (waitsUntil === undefined ? [] : [waitsUntil]))
    .toSorted()
    .at(0);
}

/** One line: what came of it. */
export function runLine(t: TFunction, formats: Formats, run: RunView): string {
  switch (run.state) {
    case 'running':
      return t('activity:line.running');
    case 'waiting': {
      if (isPaused(run)) return t('activity:line.paused');
      const until = waitOf(run);
      return until === undefined
        ? t('activity:line.waiting_open')
        : t('activity:line.waiting', { time: formats.time(until) });
    }
    case 'failed':
      return t('activity:line.failed');
    case 'cancelled':
      return t('activity:line.cancelled');
    case 'done':
      return doneLine(t, formats, run);
  }
}

function doneLine(t: TFunction, formats: Formats, run: RunView): string {
  if (run.kind === 'verify') return t('activity:line.verified');
  if (run.kind === 'build') return t('activity:line.built');
  if (run.kind === 'upload') return t('activity:line.uploaded');
  if (run.kind === 'check') return t('activity:line.checked');
  if (run.kind === 'send') return t('activity:line.sent');
  if (run.kind === 'fetch') return t('activity:line.fetched');
  if (run.kind === 'restore') return countText(t, formats, 'line.restored', run.restored?.files ?? 0);
  const parts = [
    countText(t, formats, 'line.new', totalOf(run, 'newCount')),
    countText(t, formats, 'line.changed', totalOf(run, 'changedCount')),
    countText(t, formats, 'line.unreadable', unreadableOf(run)),
  ].filter((text) => text !== '');
  if (parts.length > 0) return parts.join(' · ');
  // A till gives files: there is no telling whether any is new.
  const hasInvoices = run.parts.length === 0 || run.parts.some(({ unit }) => unit === 'invoices');
  return t(hasInvoices ? 'activity:line.nothing_new' : 'activity:part.done');
}
export function countText(t: TFunction, formats: Formats, key: string, count: number): string {
  return count === 0 ? '' : t(`activity:${key}`, { count, shown: formats.count(count) });
}

/** Under a bar that is full. What is new stands beside the bar already: only where nothing is, that is said. */
export function partDoneText(t: TFunction, formats: Formats, part: RunPart): string {
  if (part.unit !== 'invoices') return '';
  const parts = [
    countText(t, formats, 'line.changed', part.changedCount),
    countText(t, formats, 'line.known', part.knownCount),
  ].filter((text) => text !== '');
  return parts.length === 0 && part.newCount === 0 ? t('activity:line.nothing_new') : parts.join(' · ');
}

/** `6 412 of 10 000 invoices stored`, `31,4 MB of 48,9 MB`, `step 2 of 4`. */
export function partProgressText(t: TFunction, formats: Formats, part: RunPart): string {
  const write = part.unit === 'bytes' ? formats.bytes : formats.count;
  if (part.unit === 'steps' && part.total === undefined)
    return part.state === 'waiting' ? '' : t('activity:progress.steps');
  // All of it is through and the rest is waiting: what it waits for is said beside it.
  if (part.state === 'waiting' && part.done === part.total) return '';
  return part.total === undefined
    ? t(`activity:progress.${part.unit}`, { done: write(part.done) })
    : t(`activity:progress.${part.unit}_of`, { done: write(part.done), total: write(part.total) });
}

/** A key that the core or a provider wrote down. Providers name their phases and reasons without saying who they are. */
export function messageText(
  t: TFunction,
  key: string,
  params: Readonly<Record<string, string | number>> = {},
  providerId?: string,
): string {
  const { ns, key: name } = namespaceOf(key);
  const places: (readonly [string, string])[] = [
    [ns, name],
    [ns, `${name}.what`],
    ...(providerId === undefined ? [] : ([[`provider.${providerId}`, key]] as const)),
    ['activity', key.replace(/^run\./, '')],
  ];
  for (const [place, text] of places) {
    const found = place === '' ? '' : t(text, { ns: place, defaultValue: '', ...params });
    if (found !== '') return found;
  }
  return key;
}

export function durationText(t: TFunction, formats: Formats, ms: number): string {
  const seconds = Math.max(0, ms / 1000);
  if (seconds < 60) return t('activity:duration.seconds', { value: formats.decimal(seconds.toFixed(1)) });
  const whole = Math.round(seconds);
  if (whole < 3600) return t('activity:duration.minutes', { minutes: Math.floor(whole / 60), seconds: whole % 60 });
  return t('activity:duration.hours', { hours: Math.floor(whole / 3600), minutes: Math.floor((whole % 3600) / 60) });
}
