import { useState } from 'react';
import { IconArrowRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ProviderView } from '../../../shared/contract/providers';
import type { AppError } from '../../../shared/errors';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { Segmented } from '../../ui/fields';
import { COUNTRIES, isOffered, type Country } from './countries';
import { CountryQuestion } from './CountryQuestion';
import { DemoOffer } from './DemoOffer';
import styles from './Service.module.css';
import { TileGroup, walkRadios } from './TileGroup';
import { WizardFrame } from './WizardFrame';

interface Props {
  readonly providers: readonly ProviderView[];
  readonly country: Country;
  /** Nobody has said yet in which country the company is. */
  readonly asksCountry: boolean;
  readonly onCountry: (country: Country) => void;
  readonly purpose: 'source' | 'destination' | undefined;
  readonly isBusy: boolean;
  readonly problem: AppError | undefined;
  readonly onContinue: (provider: ProviderView) => void;
  readonly onClose: () => void;
}
export function ServiceStep(props: Props) {
  const { country, purpose, onContinue } = props;
  const { t } = useTranslation('connect');
  const [chosenId, setChosenId] = useState<string>();
  if (props.asksCountry)
    return <CountryQuestion country={country} onCountry={props.onCountry} onClose={props.onClose} />;

  // What a person brings by hand needs no connecting.
  const offered = props.providers.filter(
    (provider) => isOffered(provider, country) && !provider.capabilities.includes('import'),
  );
  // What brings anything in is a source: invoices, or what a till has signed.
  const sources = offered.filter(({ capabilities }) => capabilities.some((one) => one !== 'files'));
  const places = offered.filter((each) => each.capabilities.includes('files') && !sources.includes(each));
  const withSources = purpose !== 'destination';
  const withPlaces = purpose !== 'source';
  const shown = [...(withSources ? sources : []), ...(withPlaces ? places : [])];
  const chosen = shown.find(({ id }) => id === chosenId);
  const group = {
    chosenId: chosen?.id,
    firstId: shown[0]?.id,
    onChoose: (provider: ProviderView) => setChosenId(provider.id),
    onContinue,
  };
  return (
    <WizardFrame
      step="service"
      screen="service"
      heading={t(`service.heading_${purpose ?? 'any'}`)}
      lead={t('service.lead')}
      onClose={props.onClose}
      footStart={<DemoOffer />}
      footEnd={
        <Button
          kind="primary"
          disabled={!chosen}
          isBusy={props.isBusy}
          iconAfter={chosen ? undefined : <IconArrowRight size={16} stroke={1.5} />}
          onClick={() => chosen && onContinue(chosen)}
        >
          {chosen ? t('service.continue', { name: chosen.name }) : t('country.continue')}
        </Button>
      }
    >
      <div className={styles.bar}>
        <Segmented
          label={t('country.label')}
          value={country}
          onChange={props.onCountry}
          choices={COUNTRIES.map((value) => ({ value, label: t(`country.${value}`) }))}
        />
        <span className={styles.note}>{t('country.note')}</span>
      </div>
      {props.problem && <ExplainedProblem problem={props.problem} />}
      <div role="radiogroup" aria-label={t('step.service')} className={styles.group} onKeyDown={walkRadios}>
        {withSources && sources.length > 0 && (
          <TileGroup name={t('service.group_source')} providers={sources} {...group} />
        )}
        {withSources && sources.length === 0 && (
          <p className={styles.none}>{t('service.none_source', { country: t(`country.${country}`) })}</p>
        )}
        {withPlaces && places.length > 0 && (
          <TileGroup name={t('service.group_destination')} providers={places} {...group} />
        )}
      </div>
    </WizardFrame>
  );
}
