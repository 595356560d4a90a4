import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/contract/connections';
import { StateIcon } from '../../ui/StateIcon';
import { useInstantText } from '../../ui/values';
import styles from './Connections.module.css';

/** What the service says about itself. The connection is well; the words are the service's own. */
export function ServiceNotices({ connection }: { readonly connection: ConnectionView }) {
  const { t } = useTranslation('connections');
  const instantText = useInstantText();
  return connection.notices.map(({ kind, text, at, since, until }) => (
    <div key={kind} className={styles.notice} role="status">
      <StateIcon state={kind === 'outage' ? 'attention' : 'unverified'} />
      <div>
        <p>
          {t(`notice.${kind}`)}
          {text !== '' && ` ${text}`}
        </p>
        <p className={styles.quiet}>
          {[
            t('notice.since', { at: instantText(since ?? at) }),
            ...(until === undefined ? [] : [t('notice.until', { at: instantText(until) })]),
          ].join(' · ')}
        </p>
      </div>
    </div>
  ));
}
