import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StorePlace } from '../../../shared/contract/app';
import { useCommand } from '../../bridge/hooks';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { Segmented, SecretField, SelectField, TextField } from '../../ui/fields';
import { StateLabel } from '../../ui/StateIcon';
import { useFormats } from '../../ui/formatsContext';
import styles from './Settings.module.css';

type Texts = Readonly<Record<'host' | 'port' | 'database' | 'user' | 'password', string>>;
const EMPTY: Texts = { host: '', port: '', database: '', user: '', password: '' };
type Tls = NonNullable<StorePlace['tls']>;

/** Server, test, what lies there, and only then the move. Another address is another test. */
export function StoreMove({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('settings');
  const formats = useFormats();
  const [engine, setEngine] = useState<StorePlace['engine']>('postgresql');
  const [texts, setTexts] = useState(EMPTY);
  const [tls, setTls] = useState<Tls>('verified');
  const test = useCommand('app.testStore');
  const move = useCommand('app.moveStore');
  const [tested, setTested] = useState<{ place: StorePlace; state: 'empty' | 'store'; connections: number } | null>(
    null,
  );
  const port = texts.port.trim() === '' ? undefined : Number(texts.port);
  const isWhole =
    texts.host.trim() !== '' &&
    texts.database.trim() !== '' &&
    texts.user.trim() !== '' &&
    (port === undefined || port > 0);
  const place: StorePlace = {
    engine,
    host: texts.host.trim(),
    database: texts.database.trim(),
    user: texts.user.trim(),
    password: texts.password,
    tls,
    ...(port === undefined ? {} : { port }),
  };
  const set = (name: keyof Texts) => (value: string) => {
    setTexts({ ...texts, [name]: value });
    setTested(null);
  };
  const run = async (): Promise<void> => {
    const outcome = await test.run(place);
    setTested(outcome.ok ? { place, state: outcome.value.state, connections: outcome.value.connections } : null);
  };
  const how = tested?.state === 'store' ? 'join' : 'copy';
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole) void run();
      }}
    >
      <p>{t('store.lead')}</p>
      <Segmented
        label={t('store.kind')}
        value={engine}
        onChange={(value) => {
          setEngine(value);
          setTested(null);
        }}
        choices={(['postgresql', 'mysql'] as const).map((value) => ({ value, label: t(`store.engine.${value}`) }))}
      />
      <TextField
        label={t('store.host')}
        value={texts.host}
        onChange={set('host')}
        placeholder="db.example.com"
        isMono
      />
      <TextField
        label={t('store.port')}
        value={texts.port}
        onChange={set('port')}
        placeholder={engine === 'postgresql' ? '5432' : '3306'}
        isMono
      />
      <TextField
        label={t('store.database')}
        value={texts.database}
        onChange={set('database')}
        placeholder="kontor"
        isMono
      />
      <TextField label={t('store.user')} value={texts.user} onChange={set('user')} placeholder="kontor" isMono />
      <SecretField label={t('store.password')} value={texts.password} onChange={set('password')} />
      <SelectField<Tls>
        label={t('store.tls.label')}
        value={tls}
        onChange={(value) => {
          setTls(value);
          setTested(null);
        }}
        choices={(['verified', 'encrypted', 'off'] as const).map((value) => ({
          value,
          label: t(`store.tls.${value}`),
        }))}
      />
      {test.problem && <ExplainedProblem problem={test.problem} />}
      {move.problem && <ExplainedProblem problem={move.problem} />}
      {tested && (
        <p role="status">
          <StateLabel state="ok">{t('store.answers')}</StateLabel>{' '}
          {tested.state === 'empty'
            ? t('store.found_empty')
            : t('store.found_store', { count: tested.connections, shown: formats.count(tested.connections) })}
        </p>
      )}
      <div className={styles.inline}>
        <Button submits isBusy={test.isRunning} disabled={!isWhole}>
          {t('store.test')}
        </Button>
        {tested && (
          <Button kind="primary" isBusy={move.isRunning} onClick={() => void move.run({ place: tested.place, how })}>
            {t(`store.${how}`)}
          </Button>
        )}
        <Button onClick={onClose}>{t('store.cancel')}</Button>
      </div>
    </form>
  );
}
