import { useTranslation } from 'react-i18next';
import type { StorePlace } from '../../../shared/contract/app';
import { Segmented, SecretField, SelectField, TextField } from '../../ui/fields';
import styles from './Settings.module.css';

type Tls = NonNullable<StorePlace['tls']>;
export interface TypedPlace extends Readonly<
  Record<'host' | 'port' | 'database' | 'user' | 'password' | 'caFile', string>
> {
  readonly engine: StorePlace['engine'];
  /** Null: nobody has chosen yet. */
  readonly tls: Tls | null;
}

/** On this computer nobody stands in between. */
const isHere = (host: string): boolean => ['localhost', '127.0.0.1', '::1'].includes(host.trim());
const tlsOf = ({ tls, host }: TypedPlace): Tls => tls ?? (isHere(host) ? 'off' : 'verified');

/** Null until everything needed is there. */
export function placeOf(typed: TypedPlace): StorePlace | null {
  const { engine, password } = typed;
  const [host, database, user, caFile] = [typed.host, typed.database, typed.user, typed.caFile].map((text) =>
    text.trim(),
  ) as [string, string, string, string];
  const tls = tlsOf(typed);
  const port = typed.port.trim() === '' ? undefined : Number(typed.port);
  const isPort = port === undefined || (Number.isInteger(port) && port > 0 && port <= 65_535);
  if (host === '' || database === '' || user === '' || !isPort) return null;
  return {
    engine,
    host,
    database,
    user,
    password,
    tls,
    ...(port === undefined ? {} : { port }),
    ...(tls === 'verified' && caFile !== '' ? { caFile } : {}),
  };
}

interface Props {
  readonly typed: TypedPlace;
  readonly onChange: (typed: TypedPlace) => void;
}
export function StorePlaceFields({ typed, onChange }: Props) {
  const { t } = useTranslation('settings');
  const tls = tlsOf(typed);
  const text = (name: 'host' | 'port' | 'database' | 'user' | 'password' | 'caFile') => ({
    value: typed[name],
    onChange: (value: string) => onChange({ ...typed, [name]: value }),
  });
  return (
    <>
      <div>
        <Segmented
          label={t('store.kind')}
          value={typed.engine}
          onChange={(engine) => onChange({ ...typed, engine })}
          choices={(['postgresql', 'mysql'] as const).map((value) => ({ value, label: t(`store.engine.${value}`) }))}
        />
      </div>
      <div className={styles.hostAndPort}>
        <TextField label={t('store.host')} {...text('host')} placeholder="db.example.com" isMono autoFocus />
        <TextField
          label={t('store.port')}
          {...text('port')}
          placeholder={typed.engine === 'postgresql' ? '5432' : '3306'}
          isMono
        />
      </div>
      <TextField label={t('store.database')} {...text('database')} placeholder="kontor" isMono />
      <TextField label={t('store.user')} {...text('user')} placeholder="kontor" isMono />
      <SecretField label={t('store.password')} {...text('password')} />
      <SelectField<Tls>
        label={t('store.tls.label')}
        value={tls}
        onChange={(value) => onChange({ ...typed, tls: value })}
        choices={(['verified', 'off'] as const).map((value) => ({ value, label: t(`store.tls.${value}`) }))}
      />
      {tls === 'verified' && (
        <TextField
          label={t('store.ca')}
          {...text('caFile')}
          hint={t('store.ca_note')}
          placeholder="/etc/ssl/office.pem"
          isMono
        />
      )}
    </>
  );
}
