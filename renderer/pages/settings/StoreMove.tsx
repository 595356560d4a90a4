import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoreFound, StorePlace } from '../../../shared/contract/app';
import { useCommand } from '../../bridge/hooks';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { StateLabel } from '../../ui/StateIcon';
import { useFormats } from '../../ui/formatsContext';
import styles from './Settings.module.css';
import { placeOf, StorePlaceFields, type TypedPlace } from './StorePlaceFields';

const EMPTY: TypedPlace = {
  engine: 'postgresql',
  host: '',
  port: '',
  database: '',
  user: '',
  password: '',
  tls: null,
  caFile: '',
};

/** Server, test, what lies there, and only then the move. Another address is another test. */
export function StoreMove({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('settings');
  const formats = useFormats();
  const [typed, setTyped] = useState(EMPTY);
  const [tested, setTested] = useState<{ place: StorePlace; found: StoreFound } | null>(null);
  const test = useCommand('app.testStore');
  const move = useCommand('app.moveStore');
  const place = placeOf(typed);
  const run = async (): Promise<void> => {
    if (place === null) return;
    const outcome = await test.run(place);
    setTested(outcome.ok ? { place, found: outcome.value } : null);
  };
  const how = tested?.found.state === 'store' ? 'join' : 'copy';
  return (
    <form
      className={styles.move}
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <div className={styles.form}>
        <p className={styles.lead}>{t('store.lead')}</p>
        <StorePlaceFields
          typed={typed}
          onChange={(value) => {
            setTyped(value);
            setTested(null);
            test.reset();
            move.reset();
          }}
        />
      </div>
      {test.problem && <ExplainedProblem problem={test.problem} />}
      {move.problem && <ExplainedProblem problem={move.problem} />}
      {tested && (
        <div role="status">
          <StateLabel state="ok">{t('store.answers')}</StateLabel>
          <p className={styles.lead}>
            {tested.found.state === 'empty'
              ? t('store.found_empty')
              : t('store.found_store', {
                  count: tested.found.connections,
                  shown: formats.count(tested.found.connections),
                })}
          </p>
        </div>
      )}
      <div className={styles.inline}>
        {tested ? (
          <Button kind="primary" isBusy={move.isRunning} onClick={() => void move.run({ place: tested.place, how })}>
            {t(`store.${how}`)}
          </Button>
        ) : (
          <Button kind="primary" submits isBusy={test.isRunning} disabled={place === null}>
            {t('store.test')}
          </Button>
        )}
        <Button onClick={onClose}>{t('store.cancel')}</Button>
      </div>
    </form>
  );
}
