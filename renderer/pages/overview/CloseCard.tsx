import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClosingView } from '../../../shared/contract/closing';
import type { CompanyId } from '../../../shared/domain/ids';
import { useQuery } from '../../bridge/hooks';
import { CloseMonth } from '../../features/closing/CloseMonth';
import { stateOf } from '../../features/closing/closingSteps';
import { OpenAgain } from '../../features/closing/OpenAgain';
import { go } from '../../stores/route';
import { LinkButton } from '../../ui/Button';
import { useFormats } from '../../ui/formatsContext';
import { Card } from '../../ui/layout';
import { StateIcon } from '../../ui/StateIcon';
import { InstantText } from '../../ui/values';
import styles from './CloseCard.module.css';
import { CloseStep } from './CloseStep';

interface Props {
  readonly companyId: CompanyId;
  readonly month: string;
}
/** The month that ended last: what it still needs, or that it is closed. */
export function CloseCard({ companyId, month }: Props) {
  const { data: view } = useQuery('closing.month', { companyId, month });
  const box = useRef<HTMLDivElement>(null);
  if (view === undefined) return null;
  const Content = view.closedAt === undefined ? Open : Closed;
  return (
    <div ref={box} className={styles.box} tabIndex={-1}>
      <Content companyId={companyId} view={view} onChanged={() => box.current?.focus()} />
    </div>
  );
}

interface ContentProps {
  readonly companyId: CompanyId;
  readonly view: ClosingView;
  readonly onChanged: () => void;
}
function Open({ companyId, view, onChanged }: ContentProps) {
  const { t } = useTranslation('closing');
  const formats = useFormats();
  const { month, steps } = view;
  const done = steps.filter(({ isDone }) => isDone).length;
  return (
    <Card
      title={t('title', { month: formats.monthYearInside(month) })}
      note={t('done', { done: formats.count(done), all: formats.count(steps.length) })}
    >
      <div className={styles.bar} aria-hidden>
        {steps.map((step) => (
          <span key={step.kind} className={styles[stateOf(step, steps)]} />
        ))}
      </div>
      <ul className={styles.steps}>
        {steps.map((step) => (
          <CloseStep key={step.kind} step={step} state={stateOf(step, steps)} month={month} />
        ))}
      </ul>
      <div className={styles.foot}>
        <CloseMonth companyId={companyId} view={view} onClosed={onChanged} />
      </div>
    </Card>
  );
}

function Closed({ companyId, view, onChanged }: ContentProps) {
  const { t } = useTranslation('closing');
  const formats = useFormats();
  const { month, closedAt, lateCount } = view;
  const title = (
    <span className={styles.closed}>
      <StateIcon state="locked" />
      {t('closed', { month: formats.monthYear(month) })}
    </span>
  );
  return (
    <Card title={title} note={closedAt !== undefined && <InstantText instant={closedAt} />}>
      <div className={styles.closedFoot}>
        {lateCount > 0 && (
          <p>
            {t('late', { count: lateCount, shown: formats.count(lateCount) })}{' '}
            <LinkButton onClick={() => go({ place: 'reports', month })}>{t('to.report')}</LinkButton>
          </p>
        )}
        <OpenAgain companyId={companyId} month={month} onOpened={onChanged} />
      </div>
    </Card>
  );
}
