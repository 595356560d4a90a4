import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackupView } from '../../../shared/contract/safety';
import { useCommand, useQuery } from '../../bridge/hooks';
import { PassphraseForm } from '../../features/backup/PassphraseForm';
import { SafetyRunning } from '../../features/backup/SafetyRunning';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { useFormats } from '../../ui/formatsContext';
import { Loaded } from '../../ui/Loading';
import { useInstantText } from '../../ui/values';
import { BackupPlaces } from './BackupPlaces';
import { PlannedBackup } from './PlannedBackup';
import { Line, Section } from './Section';
import styles from './Settings.module.css';
import { useAskedSection } from './useAskedSection';

/** The copy for the day on which this computer is gone. */
export function BackupSection() {
  const { t } = useTranslation('safety');
  const view = useQuery('safety.backup', undefined);
  const place = useAskedSection('backup', view.data !== undefined);
  return (
    <div ref={place} data-backup>
      <Section title={t('backup.heading')}>
        <Loaded query={view} rows={2}>
          {(known) => <Lines view={known} />}
        </Loaded>
      </Section>
    </div>
  );
}

type Asked = 'first' | 'next' | 'test';

function Lines({ view }: { readonly view: BackupView }) {
  const { t } = useTranslation('safety');
  const backUp = useCommand('safety.backUp');
  const rehearse = useCommand('safety.rehearse');
  const [asked, setAsked] = useState<Asked | null>(null);
  const { last, running } = view;
  const command = asked === 'test' ? rehearse : backUp;
  const close = (): void => {
    setAsked(null);
    backUp.reset();
    rehearse.reset();
  };
  const send = async (passphrase: string | undefined): Promise<void> => {
    const isNew = asked === 'first' || last === undefined;
    const outcome =
      asked === 'test'
        ? await rehearse.run({ passphrase: passphrase ?? '' })
        : await backUp.run({ isNew, ...(passphrase === undefined ? {} : { passphrase }) });
    if (outcome.ok) close();
    // The keychain no longer gives the key: the passphrase does.
    else if (passphrase === undefined && outcome.error.fieldErrors !== undefined) setAsked('next');
  };
  const asks: Readonly<Record<Asked, readonly [string, string]>> = {
    first: [t('backup.advice'), t('backup.save')],
    next: [t('backup.asks'), t('backup.now')],
    test: [t('backup.unproved'), t('backup.start_test')],
  };
  const isFree = running === undefined && asked === null;
  return (
    <>
      {view.problem && asked === null && <ExplainedProblem problem={view.problem} tone="warn" />}
      {last ? (
        <Last
          last={last}
          isFree={isFree}
          isBusy={backUp.isRunning}
          plan={view.plan}
          places={view.places ?? []}
          onNow={() => {
            if (last.asksPassphrase) setAsked('next');
            else void send(undefined);
          }}
          onAsk={setAsked}
        />
      ) : (
        <Line label={t('backup.heading')} note={t('backup.none')}>
          {isFree && <Button onClick={() => setAsked('first')}>{t('backup.first')}</Button>}
        </Line>
      )}
      {asked !== null && running === undefined && (
        <div className={styles.panel}>
          <PassphraseForm
            key={asked}
            isNew={asked === 'first'}
            lead={asks[asked][0]}
            verb={asks[asked][1]}
            problem={command.problem}
            onTyped={command.reset}
            onSend={(passphrase) => void send(passphrase)}
            onClose={close}
          />
        </div>
      )}
      {running && (
        <div className={styles.panel}>
          <SafetyRunning running={running} />
        </div>
      )}
    </>
  );
}

interface LastProps {
  readonly plan: BackupView['plan'];
  readonly places: NonNullable<BackupView['places']>;
  readonly last: NonNullable<BackupView['last']>;
  readonly isFree: boolean;
  readonly isBusy: boolean;
  readonly onNow: () => void;
  readonly onAsk: (asked: Asked) => void;
}
function Last({ last, plan, places, isFree, isBusy, onNow, onAsk }: LastProps) {
  const { t } = useTranslation('safety');
  const formats = useFormats();
  const instantText = useInstantText();
  const { at, file, bytes, newBytes, missing, provedAt } = last;
  const about = { at: instantText(at), file, size: formats.bytes(bytes), added: formats.bytes(newBytes) };
  return (
    <>
      <Line
        label={t('backup.label')}
        note={
          <>
            {t('backup.last', about)}
            {missing > 0 && ` ${t('backup.missing', { count: missing })}`}
          </>
        }
      >
        {isFree && (
          <>
            <Button onClick={() => onAsk('first')}>{t('backup.another')}</Button>
            <Button kind="primary" isBusy={isBusy} onClick={onNow}>
              {t('backup.now')}
            </Button>
          </>
        )}
      </Line>
      <PlannedBackup plan={plan} isFree={isFree} onGive={() => onAsk('next')} />
      <BackupPlaces places={places} states={last.states} />
      <Line
        label={t('backup.label_test')}
        note={provedAt === undefined ? t('backup.unproved') : t('backup.proved', { at: instantText(provedAt) })}
      >
        {isFree && <Button onClick={() => onAsk('test')}>{t('backup.rehearse')}</Button>}
      </Line>
    </>
  );
}
