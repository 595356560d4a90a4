import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/contract/connections';
import type { ExpiryView } from '../../../shared/contract/expiries';
import { useQuery } from '../../bridge/hooks';
import { Button, LinkButton } from '../../ui/Button';
import { StateIcon, StateLabel } from '../../ui/StateIcon';
import { ExpiryDialog } from './ExpiryDialog';
import { EXPIRY_SHAPES, renew, useExpiryText } from './expiryText';
import shared from './Connections.module.css';
import styles from './Expiries.module.css';

/** What of this sign-in ends soon, with the way to renew it. */
export function ExpiryNotices({ connection }: { readonly connection: ConnectionView }) {
  const list = useQuery('expiries.list', undefined);
  const soon = (list.data?.dated ?? []).filter((one) => one.connectionId === connection.id && one.state !== 'later');
  return soon.map((one) => <ExpiryNotice key={`${one.field ?? one.kind} ${String(one.isNoted)}`} one={one} />);
}

function ExpiryNotice({ one }: { readonly one: ExpiryView }) {
  const { t } = useTranslation('connections');
  const words = useExpiryText(one);
  return (
    <div className={shared.notice} role="status">
      <StateIcon state={EXPIRY_SHAPES[one.state]} />
      <p>{t(one.state === 'over' ? 'expiry.notice_over' : 'expiry.notice_soon', words)}</p>
      <Button kind="primary" onClick={() => renew(one)}>
        {t('expiry.renew')}
      </Button>
    </div>
  );
}

/** When the sign-in ends, or a place to write it down. */
export function ConnectionExpiry({ connection }: { readonly connection: ConnectionView }) {
  const { t } = useTranslation('connections');
  const list = useQuery('expiries.list', undefined);
  const [isOpen, setOpen] = useState(false);
  const isOwn = ({ connectionId }: { readonly connectionId: string }): boolean => connectionId === connection.id;
  const dated = (list.data?.dated ?? []).filter(isOwn);
  const undated = list.data?.undated.find(isOwn);
  const noted = dated.find(({ isNoted }) => isNoted);
  if (dated.length === 0 && !undated) return null;
  const of = noted ?? dated[0] ?? undated;
  return (
    <section aria-label={t('expiry.section')}>
      <div className={shared.sectionHead}>
        <h3 className={shared.sectionTitle}>{t('expiry.section')}</h3>
        {(noted ?? undated) && (
          <LinkButton onClick={() => setOpen(true)}>{t(noted ? 'expiry.change' : 'expiry.write')}</LinkButton>
        )}
      </div>
      {undated && <p className={shared.quiet}>{t('expiry.unknown_one')}</p>}
      {dated.map((one) => (
        <Line key={`${one.field ?? one.kind} ${String(one.isNoted)}`} one={one} />
      ))}
      {isOpen && of && <ExpiryDialog of={of} {...(noted ? { before: noted } : {})} onClose={() => setOpen(false)} />}
    </section>
  );
}

function Line({ one }: { readonly one: ExpiryView }) {
  const { what, left, date } = useExpiryText(one);
  return (
    <p className={styles.line}>
      <span>{what}</span>
      <span className={styles.end}>
        <time dateTime={one.endsOn}>{date}</time>
        <StateLabel state={one.announced === undefined ? EXPIRY_SHAPES[one.state] : 'unverified'}>{left}</StateLabel>
      </span>
    </p>
  );
}
