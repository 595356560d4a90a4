import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RemovalView } from '../../../shared/contract/removals';
import { keptThrough } from '../../../shared/domain/keeping';
import type { Company } from '../../app/company';
import { useCommand, useQuery } from '../../bridge/hooks';
import { go } from '../../stores/route';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { TextField } from '../../ui/fields';
import { plainDateOf } from '../../ui/format';
import { useFormats } from '../../ui/formatsContext';
import { Loaded } from '../../ui/Loading';
import { problemTexts } from '../../ui/problemTexts';
import { showToast } from '../../ui/toasts';
import { useInstantText } from '../../ui/values';
import { Line } from './Section';
import styles from './Settings.module.css';
import { useRemovalCounts } from './useRemovalCounts';

/** For good: first what the law asks, what goes and what stays, then the name, letter by letter. */
export function RemoveCompany({ company }: { readonly company: Company }) {
  const { t } = useTranslation('removal');
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <Line label={t('screen.label')} note={t('screen.note')}>
        {!isAsked && (
          <Button kind="danger" onClick={() => setAsked(true)}>
            {t('screen.open')}
          </Button>
        )}
      </Line>
      {isAsked && <Asked company={company} onClose={() => setAsked(false)} />}
    </>
  );
}

interface AskedProps {
  readonly company: Company;
  readonly onClose: () => void;
}
function Asked({ company, onClose }: AskedProps) {
  const { t } = useTranslation('removal');
  const { t: tAny } = useTranslation();
  const view = useQuery('safety.removal', { companyId: company.id });
  const remove = useCommand('safety.removeCompany');
  const [name, setName] = useState('');
  const isOfField = remove.problem?.fieldErrors !== undefined;
  const send = async (): Promise<void> => {
    const outcome = await remove.run({ companyId: company.id, name });
    if (!outcome.ok || !outcome.value.isDone) return;
    const { isSaved } = outcome.value;
    const text = t(isSaved ? 'screen.removed' : 'screen.unsaved', { name: company.name });
    showToast({ state: isSaved ? 'ok' : 'attention', text });
    go({ place: 'overview' });
  };
  return (
    <form
      className={styles.panel}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      data-removal
    >
      {remove.problem && !isOfField && <ExplainedProblem problem={remove.problem} />}
      <Loaded query={view} rows={4}>
        {(known) => (
          <>
            <Facts company={company} view={known} />
            <TextField
              label={t('screen.type', { name: company.name })}
              value={name}
              onChange={(typed) => {
                setName(typed);
                remove.reset();
              }}
              problem={remove.problem && isOfField ? problemTexts(tAny, remove.problem).what : ''}
              autoFocus
            />
            {known.isBusy && <p className={styles.lead}>{t('screen.busy')}</p>}
            <div className={styles.buttons}>
              <Button kind="danger" submits isBusy={remove.isRunning} disabled={name.trim() === '' || known.isBusy}>
                {t('screen.remove')}
              </Button>
              <Button onClick={onClose}>{t('screen.close')}</Button>
            </div>
          </>
        )}
      </Loaded>
    </form>
  );
}

function Facts({ company, view }: { readonly company: Company; readonly view: RemovalView }) {
  const { t } = useTranslation('removal');
  const formats = useFormats();
  const instantText = useInstantText();
  const countsOf = useRemovalCounts();
  const { counts, lastMonth, isShared, backedUpAt } = view;
  const year = lastMonth === undefined ? 0 : keptThrough(company.country, lastMonth);
  const isOver = year < Number(plainDateOf(new Date()).slice(0, 4));
  return (
    <dl className={styles.facts}>
      <dt>{t('screen.law')}</dt>
      <dd>
        {t(`screen.law_${company.country}`)}
        {lastMonth !== undefined &&
          ` ${t(isOver ? 'screen.over' : 'screen.through', { month: formats.monthYearInside(lastMonth), year })}`}
      </dd>
      <dt>{t('screen.goes')}</dt>
      <dd>
        <ul className={styles.counts}>
          {countsOf(counts).map(({ name, value }) => (
            <li key={name}>
              {name} <span>{value}</span>
            </li>
          ))}
        </ul>
      </dd>
      <dt>{t('screen.stays')}</dt>
      <dd>
        {t('screen.stays_text')}
        {isShared && ` ${t('screen.shared')}`}
      </dd>
      <dt>{t('screen.first')}</dt>
      <dd>
        {backedUpAt === undefined ? t('screen.no_backup') : t('screen.backed_up', { at: instantText(backedUpAt) })}
        <div className={styles.buttons}>
          <Button size="xs" onClick={() => go({ place: 'settings', section: 'audit' })}>
            {t('screen.first_audit')}
          </Button>
          <Button size="xs" onClick={() => go({ place: 'settings', section: 'backup' })}>
            {t('screen.first_backup')}
          </Button>
        </div>
      </dd>
    </dl>
  );
}
