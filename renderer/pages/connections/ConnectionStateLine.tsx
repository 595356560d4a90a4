import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/contract/connections';
import { problemTexts } from '../../ui/problemTexts';
import { StateLabel, type State } from '../../ui/StateIcon';
import styles from './Connections.module.css';

const SHAPES: Readonly<Record<ConnectionView['state'], State>> = {
  ok: 'ok',
  needs_attention: 'attention',
  paused: 'paused',
  unverified: 'unverified',
};

/** Shape and word; what needs attention says what it is. */
export function ConnectionStateLine({ connection }: { readonly connection: ConnectionView }) {
  const { t } = useTranslation('connections');
  const { t: tAny } = useTranslation();
  if (connection.runningRunId !== undefined) return <StateLabel state="running">{t('state.working')}</StateLabel>;
  const text = connection.problem ? problemTexts(tAny, connection.problem).what : t(`state.${connection.state}`);
  return (
    <span className={styles.stateLine} title={text}>
      <StateLabel state={SHAPES[connection.state]}>{text}</StateLabel>
    </span>
  );
}
