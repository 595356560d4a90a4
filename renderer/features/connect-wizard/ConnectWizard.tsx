import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ConnectionView } from '../../../shared/contract/connections';
import type { ProviderView } from '../../../shared/contract/providers';
import type { Language } from '../../../shared/domain/ids';
import { useCompanyOrNone } from '../../app/company';
import { go } from '../../stores/route';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { CheckStep } from './CheckStep';
import { likelyCountry, useCountryChoice } from './countries';
import { DoneStep } from './DoneStep';
import { ExternalStep } from './ExternalStep';
import { ServiceStep } from './ServiceStep';
import { SignInStep } from './SignInStep';
import { TaskStep } from './TaskStep';
import { WizardFrame } from './WizardFrame';
import { createWizard } from './wizardStore';

interface Props {
  readonly providers: readonly ProviderView[];
  /** Opens with this provider chosen. */
  readonly provider?: ProviderView;
  /** An existing connection that signs in again; the account must be the same. */
  readonly connection?: ConnectionView;
  /** One of the provider's actions with that connection. */
  readonly actionId?: string;
  readonly purpose?: 'source' | 'destination';
  /** Another company: what is found makes a new one. */
  readonly isNewCompany: boolean;
  readonly onClose: () => void;
}
export function ConnectWizard(props: Props) {
  const { connection, onClose } = props;
  const { t, i18n } = useTranslation('connect');
  const [wizard] = useState(createWizard);
  const state = useStore(wizard.store);
  const company = useCompanyOrNone();
  const chosen = useCountryChoice((choice) => choice.chosen);
  const country = chosen ?? company?.country ?? likelyCountry(i18n.language as Language);
  const target = {
    ...(company && !props.isNewCompany ? { companyId: company.id } : {}),
    ...(connection ? { connectionId: connection.id } : {}),
    ...(props.actionId === undefined ? {} : { actionId: props.actionId }),
  };
  const begin = (provider: ProviderView) => void wizard.begin(provider, target);
  // Where the flow goes is settled when it begins: a company that is created by it must not start it anew.
  const latest = useRef(target);
  useEffect(() => {
    latest.current = target;
  });
  const first = props.provider;
  useEffect(() => {
    if (first) void wizard.begin(first, latest.current);
  }, [wizard, first]);
  useEffect(() => () => wizard.close(), [wizard]);

  const { provider } = state;
  if (!provider || state.step === 'service') {
    return (
      <ServiceStep
        providers={props.providers}
        country={country}
        asksCountry={company === undefined && chosen === undefined}
        onCountry={useCountryChoice.getState().choose}
        purpose={props.purpose}
        isBusy={state.isBusy}
        problem={state.problem}
        onContinue={begin}
        onClose={onClose}
      />
    );
  }
  const shared = { wizard, provider, onClose };
  switch (state.step) {
    case 'sign_in':
      return <SignInStep {...shared} againTitle={connection?.title} />;
    case 'external':
      return (
        <ExternalStep
          name={provider.name}
          url={state.url ?? ''}
          onCancel={() => void wizard.back()}
          onClose={onClose}
        />
      );
    case 'check':
      return <CheckStep {...shared} isAgain={connection !== undefined} />;
    case 'task':
      return state.action && <TaskStep {...shared} action={state.action} />;
    case 'done':
      return (
        state.result && (
          <DoneStep
            {...shared}
            result={state.result}
            isAgain={connection !== undefined}
            onNext={(purpose) => {
              wizard.close();
              go({ place: 'connect', purpose });
            }}
          />
        )
      );
    case 'ended':
      return (
        <WizardFrame
          step="sign_in"
          screen="ended"
          heading={t('ended.heading')}
          lead={t('ended.text')}
          onClose={onClose}
          footEnd={
            <Button kind="primary" onClick={() => begin(provider)}>
              {t('ended.again')}
            </Button>
          }
        >
          {state.problem && <ExplainedProblem problem={state.problem} />}
        </WizardFrame>
      );
  }
}
