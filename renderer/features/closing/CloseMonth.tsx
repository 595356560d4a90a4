import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ClosingView } from '../../../shared/contract/closing';
import type { CompanyId } from '../../../shared/domain/ids';
import { useCommand } from '../../bridge/hooks';
import { Button } from '../../ui/Button';
import { useFormats } from '../../ui/formatsContext';
import { problemTexts } from '../../ui/problemTexts';
import { showToast } from '../../ui/toasts';
import styles from './closing.module.css';
import { reasonOf } from './closingSteps';

interface Props {
  readonly companyId: CompanyId;
  readonly view: ClosingView;
  /** Among other buttons it is quiet; by itself it is the one to press. */
  readonly isQuiet?: boolean;
  /** The button is about to go: the keyboard needs another place. */
  readonly onClosed: () => void;
}
/** The button that closes a month; it asks once, where it stands. */
export function CloseMonth({ companyId, view, isQuiet = false, onClosed }: Props) {
  const { t } = useTranslation('closing');
  const { t: tAny } = useTranslation();
  const formats = useFormats();
  const close = useCommand('closing.close');
  const [isAsking, setAsking] = useState(false);
  const reasonId = useId();
  const askId = useId();
  const next = useRef<HTMLButtonElement>(null);
  const wasPressed = useRef(false);
  useEffect(() => {
    if (wasPressed.current) next.current?.focus();
  }, [isAsking]);
  const ask = (asks: boolean): void => {
    wasPressed.current = true;
    setAsking(asks);
  };
  const { month } = view;
  const name = t('close', { month: formats.monthNameInside(month) });
  const reason = reasonOf(view);
  if (!isAsking) {
    return (
      <>
        <Button
          ref={next}
          kind={isQuiet ? 'quiet' : reason === undefined ? 'primary' : 'default'}
          icon={<IconLock size={16} stroke={1.5} />}
          disabled={reason !== undefined}
          aria-describedby={reason === undefined ? undefined : reasonId}
          onClick={() => ask(true)}
        >
          {name}
        </Button>
        {reason !== undefined && (
          <p id={reasonId} className={styles.reason}>
            {t(`reason.${reason}`, { month: formats.monthName(month) })}
          </p>
        )}
      </>
    );
  }
  const press = async (): Promise<void> => {
    const outcome = await close.run({ companyId, month });
    if (outcome.ok) onClosed();
    else showToast({ state: 'stopped', text: problemTexts(tAny, outcome.error).what });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    ask(false);
  };
  return (
    <div role="group" aria-labelledby={askId} className={styles.question} onKeyDown={onKeyDown}>
      <p id={askId}>{t('ask', { month: formats.monthNameInside(month) })}</p>
      <div className={styles.answers}>
        <Button kind={isQuiet ? 'default' : 'primary'} isBusy={close.isRunning} onClick={() => void press()}>
          {name}
        </Button>
        <Button ref={next} kind="quiet" onClick={() => ask(false)}>
          {t('not_yet')}
        </Button>
      </div>
    </div>
  );
}
