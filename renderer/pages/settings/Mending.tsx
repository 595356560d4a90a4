import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CompanyProofView } from '../../../shared/contract/safety';
import { useCommand, useQuery } from '../../bridge/hooks';
import { PassphraseForm } from '../../features/backup/PassphraseForm';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import styles from './Settings.module.css';

type Props = Pick<CompanyProofView, 'companyId' | 'canFetch'>;
/** What is damaged, out of a backup or from its source: only as it was. */
export function Mending({ companyId, canFetch }: Props) {
  const { t } = useTranslation('safety');
  const backup = useQuery('safety.backup', undefined);
  const integrity = useQuery('safety.integrity', undefined);
  const putBack = useCommand('safety.putBack');
  const fetchAgain = useCommand('safety.fetchAgain');
  const [asked, setAsked] = useState<'last' | 'other' | null>(null);
  const { last } = backup.data ?? {};
  const send = async (isOther: boolean, passphrase?: string): Promise<void> => {
    const outcome = await putBack.run({ companyId, isOther, ...(passphrase === undefined ? {} : { passphrase }) });
    if (outcome.ok || outcome.error.fieldErrors === undefined) setAsked(null);
    // The keychain no longer gives the key: the passphrase does.
    else if (passphrase === undefined) setAsked('last');
  };
  const begin = (): void => {
    fetchAgain.reset();
    putBack.reset();
    if (last === undefined) setAsked('other');
    else if (last.asksPassphrase) setAsked('last');
    else void send(false);
  };
  if (integrity.data?.running !== undefined) return null;
  const problem = fetchAgain.problem ?? (asked === null ? putBack.problem : undefined);
  return (
    <div className={styles.panel}>
      {problem && problem.kind !== 'cancelled' && <ExplainedProblem problem={problem} />}
      {asked === null ? (
        <div className={styles.inline}>
          <Button kind="primary" isBusy={putBack.isRunning} onClick={begin}>
            {t('mend.put_back')}
          </Button>
          {last && putBack.problem && <Button onClick={() => setAsked('other')}>{t('mend.other')}</Button>}
          {canFetch && (
            <Button
              isBusy={fetchAgain.isRunning}
              onClick={() => {
                putBack.reset();
                void fetchAgain.run({ companyId });
              }}
            >
              {t('integrity.fetch')}
            </Button>
          )}
        </div>
      ) : (
        <PassphraseForm
          key={asked}
          isNew={false}
          lead={asked === 'last' ? t('mend.from_last', { file: last?.file }) : t('mend.from_other')}
          verb={asked === 'last' ? t('mend.start') : t('mend.choose')}
          problem={putBack.problem}
          onTyped={putBack.reset}
          onSend={(passphrase) => void send(asked === 'other', passphrase)}
          onClose={() => {
            setAsked(null);
            putBack.reset();
          }}
        />
      )}
    </div>
  );
}
