import { useRef } from 'react';
import { IconArrowLeft, IconExternalLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ProviderView } from '../../../shared/contract/providers';
import { Button, LinkButton } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import styles from './Form.module.css';
import { fieldsInBrowser } from './formValues';
import { Guide } from './Guide';
import { ProviderForm } from './ProviderForm';
import { useProviderText } from './providerTexts';
import { WizardFrame } from './WizardFrame';
import type { Wizard } from './wizardStore';

interface Props {
  readonly wizard: Wizard;
  readonly provider: ProviderView;
  /** Title of the connection that signs in again. */
  readonly againTitle: string | undefined;
  readonly onClose: () => void;
}
export function SignInStep({ wizard, provider, againTitle, onClose }: Props) {
  const { t } = useTranslation('connect');
  const state = useStore(wizard.store);
  const text = useProviderText(provider.id);
  const form = useRef<HTMLFormElement>(null);
  const { action } = state;
  const isTask = action?.kind === 'task';
  const browser = provider.signIn[0];
  const inBrowser = browser !== undefined && state.way === 'browser';
  const fields = inBrowser ? fieldsInBrowser(provider.fields, browser.asks) : provider.fields;
  const change = action && `action.${action.id}.`;
  const heading =
    change !== undefined
      ? text(`${change}title`)
      : againTitle === undefined
        ? text(inBrowser ? 'form.title_browser' : 'form.title') || t('sign_in.heading', { name: provider.name })
        : t('sign_in.heading_again', { title: againTitle });
  const lead =
    change !== undefined
      ? text(`${change}lead`)
      : againTitle === undefined
        ? text('form.lead') || t('sign_in.lead')
        : t('sign_in.lead_again');
  const send = async (): Promise<void> => {
    await (inBrowser ? wizard.signInOutside(browser.id) : wizard.send());
    // What must be looked at first gets the focus.
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  // Mostly the browser leads through its own sign-in, and the menu path is for what is typed by hand.
  const hasGuide = provider.guideSteps > 0 && (!inBrowser || browser.hasGuide);
  const hasFieldProblem = Object.keys(state.fieldProblems).length > 0;
  return (
    <WizardFrame
      step={isTask ? 'details' : 'sign_in'}
      isTask={isTask}
      screen={`sign_in-${state.way}`}
      heading={heading}
      lead={lead}
      onClose={onClose}
      footStart={
        againTitle === undefined && (
          <Button kind="quiet" icon={<IconArrowLeft size={16} stroke={1.5} />} onClick={() => void wizard.back()}>
            {t('back')}
          </Button>
        )
      }
      footNote={isTask ? undefined : t('sign_in.nothing_saved')}
      footEnd={
        <Button
          kind={action?.isDestructive === true ? 'danger' : 'primary'}
          isBusy={state.isBusy}
          iconAfter={inBrowser ? <IconExternalLink size={16} stroke={1.5} /> : undefined}
          onClick={() => form.current?.requestSubmit()}
        >
          {inBrowser
            ? text(`action.${browser.id}.label`) || t('sign_in.in_browser')
            : isTask
              ? heading
              : t('sign_in.check')}
        </Button>
      }
    >
      <div className={`${styles.columns} ${hasGuide ? '' : styles.alone}`}>
        <form
          ref={form}
          className={styles.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          {state.problem && !hasFieldProblem && <ExplainedProblem problem={state.problem} />}
          <ProviderForm
            providerId={provider.id}
            fields={fields}
            values={state.values}
            problems={state.fieldProblems}
            hints={state.hints}
            onChange={wizard.setValue}
            onRecognise={wizard.recognise}
          />
          {browser !== undefined && (
            <p className={styles.way}>
              <LinkButton onClick={() => wizard.setWay(inBrowser ? 'form' : 'browser')}>
                {inBrowser ? t('sign_in.by_hand') : t('sign_in.by_browser')}
              </LinkButton>
            </p>
          )}
          <button type="submit" hidden aria-hidden tabIndex={-1} />
        </form>
        {hasGuide && <Guide provider={provider} prefix={change} />}
      </div>
    </WizardFrame>
  );
}
