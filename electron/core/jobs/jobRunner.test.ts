import { describe, expect, it } from 'vitest';
import { fakeClock } from '../../../tests/support/fakeClock';
import { Failure } from '../../../shared/errors';
import type { ArchiveWriter, JobRow } from '../archive/types';
import { problemTeller } from '../log/tellProblem';
import { jobRunner, type JobHandlers, type JobObserver } from './jobRunner';

const COMPANY = '0192f3a0-0000-7000-8000-000000000001';
const CONNECTION = '0192f3a0-0000-7000-8000-00000000000a';
const full = () => Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });

/** A job table of one row; `refuses` settlements fail before one is taken. */
function oneJob(refuses: number) {
  let job: JobRow = {
    id: 'job-1',
    runId: 'run-1',
    type: 'sync',
    companyId: COMPANY,
    connectionId: CONNECTION,
    payload: JSON.stringify({ companyId: COMPANY, connectionId: CONNECTION }),
    state: 'queued',
    attempt: 0,
    leaseUntil: null,
    notBefore: null,
    problem: null,
    createdAt: '2026-10-05T10:00:00.000Z',
  };
  let left = refuses;
  const isOpen = () => job.state === 'queued' || job.state === 'retry' || job.state === 'leased';
  const writer: Partial<ArchiveWriter> = {
    reclaimJobs: () => Promise.resolve([]),
    openJobs: () => Promise.resolve(isOpen() ? [job] : []),
    renewLease: () => Promise.resolve(),
    leaseJob: (now) => {
      const isDue = job.state === 'queued' || (job.state === 'retry' && (job.notBefore ?? '') <= now);
      if (!isDue) return Promise.resolve(null);
      job = { ...job, state: 'leased', attempt: job.attempt + 1 };
      return Promise.resolve(job);
    },
    settleJob: (_id, { state, notBefore, problem }) => {
      left -= 1;
      if (left >= 0) return Promise.reject(full());
      job = { ...job, state, notBefore: notBefore ?? null, problem: problem ?? null };
      return Promise.resolve();
    },
  };
  return { writer: writer as ArchiveWriter, job: () => job };
}

function observed() {
  const seen: string[] = [];
  const note = (word: string) => (): Promise<void> => {
    seen.push(word);
    return Promise.resolve();
  };
  let tellDone = (): void => undefined;
  const done = new Promise<void>((resolve) => {
    tellDone = resolve;
  });
  const observer: JobObserver = {
    started: note('started'),
    done: () => {
      tellDone();
      return note('done')();
    },
    waits: note('waits'),
    stopped: note('stopped'),
    cancelled: note('cancelled'),
    paused: note('paused'),
    failed: (_job, _supportId, error) => void seen.push(`failed ${error instanceof Error ? error.message : ''}`),
  };
  return { seen, done, observer };
}

const ids = { uuid: () => '0192f3a0-0000-7000-8000-0000000000ff', random: (bytes: number) => new Uint8Array(bytes) };
const never = () => Promise.reject(new Error('not asked'));

function runnerOf(table: ReturnType<typeof oneJob>, observer: JobObserver, sync: JobHandlers['sync']) {
  const clock = fakeClock({ skips: (ms) => ms !== 20_000 });
  const handlers = {
    sync,
    verify: never,
    build: never,
    build_and_upload: never,
    upload: never,
    check: never,
    send: never,
    fetch: never,
    restore: never,
    send_backup: never,
  };
  return jobRunner({ writer: table.writer, clock, ids, handlers, observer, tell: problemTeller((text) => text) });
}

describe('a job on a disk that is full', () => {
  it('keeps its place until its failure can be written down, then is tried again', async () => {
    const table = oneJob(3);
    const { seen, done, observer } = observed();
    let isFull = true;
    const runner = runnerOf(table, observer, () => {
      if (!isFull) return Promise.resolve();
      isFull = false;
      return Promise.reject(full());
    });
    await runner.start();
    await done;
    await runner.stop();
    expect(seen.filter((word) => word.startsWith('failed database')).length).toBeGreaterThan(3);
    expect(seen.filter((word) => !word.startsWith('failed'))).toEqual(['started', 'waits', 'started', 'done']);
    expect(table.job()).toMatchObject({ state: 'done', attempt: 2 });
  });
});

describe('a run that the user hurries', () => {
  it.each([
    ['unavailable', 'queued'],
    ['rate_limited', 'retry'],
  ] as const)('%s becomes %s', async (kind, state) => {
    const table = oneJob(0);
    await table.writer.settleJob('job-1', {
      state: 'retry',
      notBefore: '2026-10-06T10:00:00.000Z',
      problem: { kind, key: 'k', params: {}, supportId: 's' },
    });
    const { observer } = observed();
    const runner = runnerOf(table, observer, () => Promise.reject(new Failure({ kind: 'bug', key: 'error.bug' })));
    const leased: string[] = [];
    table.writer.leaseJob = () => Promise.resolve(leased.push(table.job().state) > 0 ? null : null);
    await runner.hurry('run-1');
    await runner.stop();
    expect(table.job().state).toBe(state);
  });
});
