import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiSettings, ApiView } from '../../../shared/contract/api';
import { useCommand, useQuery } from '../../bridge/hooks';
import { Button } from '../../ui/Button';
import { CopyButton } from '../../ui/CopyButton';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { TextField } from '../../ui/fields';
import { Loaded } from '../../ui/Loading';
import { OnOff } from '../../ui/OnOff';
import { StateLabel } from '../../ui/StateIcon';
import { Mono } from '../../ui/values';
import { ApiToken } from './ApiToken';
import { Line, Section } from './Section';
import styles from './Settings.module.css';

/** The door for other programs of this computer. */
export function ApiSection() {
  const { t } = useTranslation('settings');
  const view = useQuery('api.view', undefined);
  return (
    <Section title={t('api.heading')} id="programs">
      <Loaded query={view}>{(known) => <Lines view={known} />}</Loaded>
    </Section>
  );
}

function Lines({ view }: { readonly view: ApiView }) {
  const { t } = useTranslation('settings');
  const save = useCommand('api.save');
  // Kept here alone and for as long as it is looked at.
  const [token, setToken] = useState<string>();
  const { isOn, port, isFromEnvironment } = view;
  const change = async (part: Partial<ApiSettings>): Promise<void> => {
    const outcome = await save.run({ isOn, port, ...part });
    if (outcome.ok && outcome.value.token !== undefined) setToken(outcome.value.token);
  };
  return (
    <>
      {save.problem && <ExplainedProblem problem={save.problem} />}
      {view.problem && <ExplainedProblem problem={view.problem} tone="warn" />}
      <Line label={t('api.on')} note={t(isFromEnvironment ? 'api.environment' : 'api.on_note')}>
        {!isFromEnvironment && (
          <OnOff name={t('api.on')} value={isOn} onChange={(next) => void change({ isOn: next })} />
        )}
      </Line>
      {isOn && !isFromEnvironment && (
        <Line label={t('api.port')}>
          <PortForm key={port} port={port} isBusy={save.isRunning} onSave={(next) => void change({ port: next })} />
        </Line>
      )}
      {isOn && <Address view={view} />}
      {isOn && !isFromEnvironment && <ApiToken hasToken={view.hasToken} token={token} onToken={setToken} />}
    </>
  );
}

function Address({ view: { state, port } }: { readonly view: ApiView }) {
  const { t } = useTranslation('settings');
  const address = `http://localhost:${String(port)}/api`;
  return (
    <Line label={t('api.state')} note={state === 'listening' ? <Mono>{address}</Mono> : undefined}>
      {state === 'listening' ? (
        <CopyButton text={address} label={t('api.copy_address')} />
      ) : (
        <StateLabel state="attention">{t('api.state_off')}</StateLabel>
      )}
    </Line>
  );
}

interface PortProps {
  readonly port: number;
  readonly isBusy: boolean;
  readonly onSave: (port: number) => void;
}
function PortForm({ port, isBusy, onSave }: PortProps) {
  const { t } = useTranslation('settings');
  const [text, setText] = useState(String(port));
  const number = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
  const isPort = number >= 1 && number <= 65_535;
  return (
    <form
      className={styles.inline}
      onSubmit={(event) => {
        event.preventDefault();
        if (isPort && number !== port) onSave(number);
      }}
    >
      <div className={styles.port}>
        <TextField
          label={t('api.port')}
          value={text}
          onChange={setText}
          problem={isPort ? undefined : t('api.port_wrong')}
        />
      </div>
      {isPort && number !== port && (
        <Button submits isBusy={isBusy}>
          {t('api.port_save')}
        </Button>
      )}
    </form>
  );
}
