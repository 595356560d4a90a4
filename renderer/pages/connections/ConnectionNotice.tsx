import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/contract/connections';
import type { AppError } from '../../../shared/errors';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { StateIcon } from '../../ui/StateIcon';
import styles from './Connections.module.css';

interface Props {
  readonly connection: ConnectionView;
  readonly actions: {
    readonly signIn: () => void;
    readonly verify: () => void;
    readonly resume: () => void;
    readonly isBusy: boolean;
  };
}
/** Every state that is not green explains itself and has one primary button. */
export function ConnectionNotice({ connection, actions }: Props) {
  const { t } = useTranslation('connections');
  const { state, problem } = connection;
  if (state === 'paused') {
    return (
      <Notice
        text={t('banner.paused')}
        shape="paused"
        action={
          <Button kind="primary" isBusy={actions.isBusy} onClick={actions.resume}>
            {t('resume')}
          </Button>
        }
      />
    );
  }
  const verify = (
    <Button kind="primary" isBusy={actions.isBusy} onClick={actions.verify}>
      {t('problem.verify')}
    </Button>
  );
  if (problem) {
    const signIn = (
      <Button kind="primary" onClick={actions.signIn}>
        {t('sign_in_again')}
      </Button>
    );
    return (
      <ExplainedProblem
        problem={problem}
        title={t('banner.attention', { title: connection.title })}
        tone="warn"
        action={asksForSignIn(problem) ? signIn : verify}
      />
    );
  }
  if (state === 'ok') return null;
  return <Notice text={t('banner.unverified')} shape="unverified" action={verify} />;
}

function asksForSignIn({ kind }: AppError): boolean {
  return kind === 'auth' || kind === 'permission' || kind === 'user_input';
}

interface NoticeProps {
  readonly text: string;
  readonly shape: 'paused' | 'unverified';
  readonly action: React.ReactNode;
}
function Notice({ text, shape, action }: NoticeProps) {
  return (
    <div className={styles.notice} role="status">
      <StateIcon state={shape} />
      <p>{text}</p>
      {action}
    </div>
  );
}
