import { useEffect, useRef } from 'react';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PanelView } from '../../shared/contract/panel';
import type { RunView } from '../../shared/contract/runs';
import { Mark } from '../app/Mark';
import { useCommand, useEvent } from '../bridge/hooks';
import { Button, IconButton, LinkButton } from '../ui/Button';
import { useFormats } from '../ui/formatsContext';
import { StateLabel } from '../ui/StateIcon';
import { useInstantText } from '../ui/values';
import { CompanyRow, needText } from './CompanyRow';
import styles from './Panel.module.css';
import { PanelFoot } from './PanelFoot';
import { inOrder, standingOf } from './standing';

/** How it stands at a glance, and the few things that one does from the symbol. Escape, or a click elsewhere, closes it. */
export function Panel({ view }: { readonly view: PanelView | undefined }) {
  const { t } = useTranslation('panel');
  const choose = useCommand('panel.choose');
  const title = useRef<HTMLHeadingElement>(null);
  useProgress();
  useEscape();
  useEffect(() => title.current?.focus(), []);
  const isPaused = view?.pausedUntil !== undefined;
  return (
    <main className={styles.panel}>
      <header className={styles.bar}>
        <span className={styles.brand}>
          <Mark size={16} />
          Kontor
        </span>
        {view !== undefined && view.schedules > 0 && (
          <IconButton
            size="xs"
            label={t(isPaused ? 'action.resume' : 'action.pause')}
            icon={isPaused ? <IconPlayerPlay size={16} stroke={1.5} /> : <IconPlayerPause size={16} stroke={1.5} />}
            onClick={() => void choose.run({ action: isPaused ? 'resume' : 'pause_hour' })}
          />
        )}
        <Button size="xs" onClick={() => void choose.run({ action: 'open' })}>
          {t('action.open')}
        </Button>
      </header>
      <div className={styles.head}>
        <h1 ref={title} tabIndex={-1} className={styles.title}>
          {view === undefined ? t('asked.problem') : <Title view={view} />}
        </h1>
        {view && <Subtitle view={view} />}
        {view && isPaused && view.schedules > 0 && <Paused until={view.pausedUntil} />}
        {view?.isLocked === true && <Locked />}
      </div>
      <ul className={styles.rows} aria-label={t('companies')} tabIndex={-1}>
        {view && inOrder(view.companies).map((company) => <CompanyRow key={company.id} company={company} />)}
      </ul>
      {view && <PanelFoot view={view} />}
    </main>
  );
}

function Title({ view }: { readonly view: PanelView }) {
  const { t } = useTranslation('panel');
  const formats = useFormats();
  const standing = standingOf(view);
  if (standing.is === 'needs') return t('title.needs', { count: standing.count, shown: formats.count(standing.count) });
  if (standing.is === 'silent') return t('title.silent', { day: formats.day(standing.since) });
  if (standing.is !== 'some') return t(`title.${standing.is}`);
  const { well, open } = standing;
  return t('title.some', { count: open, shown: formats.count(open), well: formats.count(well) });
}

/** The first thing that needs a person; else when it last went well and when it goes on. */
function Subtitle({ view }: { readonly view: PanelView }) {
  const { t } = useTranslation('panel');
  const formats = useFormats();
  const instantText = useInstantText();
  const standing = standingOf(view);
  const text = ((): string => {
    if (standing.is === 'locked' || standing.is === 'empty' || standing.is === 'offline')
      return t(`sub.${standing.is}`);
    const needing = view.companies.find(({ needs }) => needs.length > 0);
    const need = needing?.needs[0];
    if (needing && need && view.companies.length > 1)
      return t('sub.of', { company: needing.name, what: needText(t, formats, need) });
    const last = view.lastGoodAt === undefined ? [] : [t('sub.last', { at: instantText(view.lastGoodAt) })];
    const isHeld = view.pausedUntil !== undefined;
    const next = view.nextAt === undefined || isHeld ? [] : [t('sub.next', { at: instantText(view.nextAt) })];
    return [...last, ...next, ...(view.schedules === 0 ? [t('sub.none')] : [])].join(' · ');
  })();
  return text === '' ? null : <p className={styles.sub}>{text}</p>;
}

/** One click has paused for an hour: longer is one more. */
function Paused({ until }: { readonly until: PanelView['pausedUntil'] }) {
  const { t } = useTranslation('panel');
  const instantText = useInstantText();
  const choose = useCommand('panel.choose');
  return (
    <div className={styles.paused}>
      <StateLabel state="paused">
        {until === undefined || until === 'resumed'
          ? t('paused.resumed')
          : t('paused.until', { at: instantText(until) })}
      </StateLabel>
      <span className={styles.links}>
        <LinkButton onClick={() => void choose.run({ action: 'pause_tomorrow' })}>{t('paused.tomorrow')}</LinkButton>
        {until !== 'resumed' && (
          <LinkButton onClick={() => void choose.run({ action: 'pause_resumed' })}>{t('paused.open_end')}</LinkButton>
        )}
        <LinkButton onClick={() => void choose.run({ action: 'resume' })}>{t('paused.resume')}</LinkButton>
      </span>
    </div>
  );
}

function Locked() {
  const { t } = useTranslation('panel');
  const lead = useCommand('panel.lead');
  return (
    <div className={styles.acts}>
      <Button size="xs" onClick={() => void lead.run({ place: 'settings', section: 'vault' })}>
        {t('act.locked')}
      </Button>
    </div>
  );
}

/** Progress goes straight into the picture; what began or ended is asked for anew. */
function useProgress(): void {
  const client = useQueryClient();
  useEvent('runs.progress', (run: RunView) => {
    if (run.endedAt !== undefined) return;
    client.setQueryData<PanelView>(['panel.view', null], (view) =>
      view === undefined
        ? view
        : {
            ...view,
            companies: view.companies.map((company) => (company.run?.id === run.id ? { ...company, run } : company)),
          },
    );
  });
}

function useEscape(): void {
  useEffect(() => {
    const close = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') window.close();
    };
    document.addEventListener('keydown', close);
    return () => document.removeEventListener('keydown', close);
  }, []);
}
