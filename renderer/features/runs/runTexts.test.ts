import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import activity from '../../../shared/locales/en/activity.json';
import run from '../../../shared/locales/en/run.json';
import type { RunView } from '../../../shared/contract/runs';
import { createFormats } from '../../ui/format';
import { messageText, partDoneText, partProgressText, runLine, runSubject } from './runTexts';

const i18n = i18next.createInstance();
const formats = createFormats('en', ['en-GB'], 'Europe/Warsaw');
beforeAll(async () => {
  await i18n.init({
    lng: 'en',
    defaultNS: 'common',
    resources: { en: { activity, run, 'provider.testing': { 'phase.asking.sales': 'Asking for news: sales' } } },
  });
});

const done: RunView = {
  id: 'r' as RunView['id'],
  kind: 'sync',
  trigger: 'user',
  state: 'done',
  startedAt: '2026-11-12T13:05:00.000Z',
  parts: [],
};
const part = (newCount: number, id: string): RunView['parts'][number] => ({
  connectionId: id as NonNullable<RunView['parts'][number]['connectionId']>,
  state: 'done',
  done: newCount,
  unit: 'invoices',
  newCount,
  changedCount: 0,
  knownCount: 0,
  unreadable: [],
});

describe('keys that the core and the providers write down', () => {
  it('are found in their namespace, in the texts of the provider, and in ours', () => {
    expect(messageText(i18n.t, 'run.log.stopped', { supportId: 'K7' })).toContain('K7');
    expect(messageText(i18n.t, 'phase.asking.sales', {}, 'testing')).toBe('Asking for news: sales');
    expect(messageText(i18n.t, 'provider.testing.phase.asking.sales')).toBe('Asking for news: sales');
    expect(messageText(i18n.t, 'run.phase.downloading')).toBe('downloading');
  });

  it('stand there as they are when nobody has a text: never nothing', () => {
    expect(messageText(i18n.t, 'unheard.of')).toBe('unheard.of');
    expect(messageText(i18n.t, 'unheard', {}, 'testing')).toBe('unheard');
  });
});

describe('a run in one line', () => {
  it('adds up what its parts found, with digits grouped', () => {
    expect(runLine(i18n.t, formats, { ...done, parts: [part(1200, 'a'), part(34, 'b')] })).toBe('1,234 new');
    expect(runLine(i18n.t, formats, done)).toBe('nothing new');
    // A till gives files; nobody knows whether any of them is new.
    const ofTill = { ...done, parts: [{ ...part(0, 'a'), unit: 'bytes' as const }] };
    expect(runLine(i18n.t, formats, ofTill)).toBe('done');
  });

  it('says under a full bar what is not beside it, and never that nothing was new where something was', () => {
    expect(partDoneText(i18n.t, formats, part(970, 'a'))).toBe('');
    expect(partDoneText(i18n.t, formats, part(0, 'a'))).toBe('nothing new');
    expect(partDoneText(i18n.t, formats, { ...part(0, 'a'), changedCount: 2 })).toBe('2 changed');
    const known = { ...part(3, 'a'), changedCount: 1, knownCount: 1040 };
    expect(partDoneText(i18n.t, formats, known)).toBe('1 changed · 1,040 known, not asked twice');
    expect(partDoneText(i18n.t, formats, { ...part(0, 'a'), unit: 'bytes' })).toBe('');
  });

  it('says no amount when all of it is through and the rest waits', () => {
    const waiting = { ...part(0, 'a'), state: 'waiting', unit: 'steps', done: 3, total: 3 } as const;
    expect(partProgressText(i18n.t, formats, waiting)).toBe('');
    expect(partProgressText(i18n.t, formats, { ...waiting, done: 2 })).not.toBe('');
    const { total: _total, ...open } = waiting;
    expect(partProgressText(i18n.t, formats, open)).toBe('');
    expect(partProgressText(i18n.t, formats, { ...open, state: 'running' })).toBe('under way');
  });

  it('names one or two connections and counts more', () => {
    const nameOf = (id: string): string | undefined => ({ a: 'Register', b: 'Ledger' })[id];
    expect(runSubject(i18n.t, formats, { ...done, parts: [part(1, 'a'), part(1, 'b')] }, nameOf)).toBe(
      'Register and Ledger',
    );
    expect(runSubject(i18n.t, formats, { ...done, parts: ['a', 'b', 'c'].map((id) => part(1, id)) }, nameOf)).toBe(
      '3 sources',
    );
    expect(runSubject(i18n.t, formats, { ...done, parts: [part(1, 'x')] }, nameOf)).toBe('removed connection');
  });
});
