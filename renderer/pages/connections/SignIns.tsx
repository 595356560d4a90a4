import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView, SessionView } from '../../../shared/contract/connections';
import type { ProviderView } from '../../../shared/contract/providers';
import { call } from '../../bridge/bridge';
import { useCommand } from '../../bridge/hooks';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { Tag } from '../../ui/layout';
import { useInstantText } from '../../ui/values';
import type { AppError } from '../../../shared/errors';
import { useProviderText } from '../../features/connect-wizard/providerTexts';
import styles from './Connections.module.css';

interface Props {
  readonly connection: ConnectionView;
  readonly provider: ProviderView;
}
/** Who is signed in at the service with this company's rights. Asked only on a click: it costs a question to the service. */
export function SignIns({ connection, provider }: Props) {
  const { t } = useTranslation('connections');
  const [sessions, setSessions] = useState<readonly SessionView[]>();
  const [problem, setProblem] = useState<AppError>();
  const [isAsking, setAsking] = useState(false);
  const end = useCommand('connections.endSession');
  const { id: connectionId } = connection;
  const isPaused = connection.state === 'paused';
  const ask = async (): Promise<void> => {
    setAsking(true);
    const outcome = await call('connections.sessions', { connectionId });
    setAsking(false);
    setProblem(outcome.ok ? undefined : outcome.error);
    if (outcome.ok) setSessions(outcome.value);
  };
  const endOne = async (reference: string): Promise<void> => {
    const outcome = await end.run({ connectionId, reference });
    if (outcome.ok) await ask();
  };
  return (
    <section aria-label={t('sign_ins.heading')}>
      <div className={styles.signInsHead}>
        <h3 className={styles.sectionTitle}>{t('sign_ins.heading')}</h3>
        <Button size="xs" isBusy={isAsking} disabled={isPaused} onClick={() => void ask()}>
          {t(sessions === undefined ? 'sign_ins.show' : 'sign_ins.again')}
        </Button>
      </div>
      {problem && <ExplainedProblem problem={problem} tone="warn" />}
      {end.problem && <ExplainedProblem problem={end.problem} />}
      {sessions === undefined ? (
        <p className={styles.quiet}>{t('sign_ins.text', { service: provider.name })}</p>
      ) : (
        <ul className={styles.signIns}>
          {sessions.map((session) => (
            <SignIn
              key={session.reference}
              session={session}
              provider={provider}
              isBusy={end.isRunning}
              onEnd={() => void endOne(session.reference)}
            />
          ))}
          {sessions.length === 0 && <li className={styles.quiet}>{t('sign_ins.none')}</li>}
        </ul>
      )}
    </section>
  );
}

interface RowProps {
  readonly provider: ProviderView;
  readonly session: SessionView;
  readonly isBusy: boolean;
  readonly onEnd: () => void;
}
function SignIn({ session, provider, isBusy, onEnd }: RowProps) {
  const { t } = useTranslation('connections');
  const instantText = useInstantText();
  const { method, startedAt, validUntil, isCurrent } = session;
  const name = method === '' ? t('sign_ins.unknown') : method;
  return (
    <li className={styles.signIn}>
      <span className={styles.signInText}>
        <span>
          {name} {isCurrent && <Tag tone="accent">{t('sign_ins.own')}</Tag>}
        </span>
        <span className={styles.quiet}>
          {t('sign_ins.since', { at: instantText(startedAt) })}
          {validUntil !== undefined && ` · ${t('sign_ins.until', { at: instantText(validUntil) })}`}
        </span>
        {session.holds && <Holding holds={session.holds} providerId={provider.id} />}
      </span>
      <Button
        size="xs"
        kind="danger"
        disabled={isBusy}
        onClick={onEnd}
        aria-label={t('sign_ins.end_of', { name, at: instantText(startedAt) })}
      >
        {t('sign_ins.end')}
      </Button>
    </li>
  );
}

interface HoldingProps {
  readonly holds: NonNullable<SessionView['holds']>;
  readonly providerId: string;
}
/** What the service says that our own sign-in may, in words. */
function Holding({ holds, providerId }: HoldingProps) {
  const { t } = useTranslation('connections');
  const own = useProviderText(providerId);
  const instantText = useInstantText();
  const { context, rights, until, onlyFrom } = holds;
  const named = rights.map((right) => own(`right.${right}`) || right).join(', ');
  const parts = [
    context === undefined ? '' : t('sign_ins.holds_for', { context }),
    named === '' ? t('sign_ins.holds_no_rights') : t('sign_ins.holds_rights', { rights: named }),
    until === undefined ? '' : t('sign_ins.holds_until', { at: instantText(until) }),
    onlyFrom.length === 0 ? '' : t('sign_ins.holds_only_from', { addresses: onlyFrom.join(', ') }),
  ];
  return <span className={styles.quiet}>{parts.filter((part) => part !== '').join(' · ')}</span>;
}
