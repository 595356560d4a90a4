import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button';
import { ProviderTile } from '../../ui/layout';
import { StateIcon } from '../../ui/StateIcon';
import { COUNTRIES, type Country } from './countries';
import { DemoOffer } from './DemoOffer';
import styles from './Service.module.css';
import { walkRadios } from './TileGroup';
import { WizardFrame } from './WizardFrame';

interface Props {
  readonly country: Country;
  readonly onCountry: (country: Country) => void;
  readonly onClose: () => void;
}
/** Asked once, before the first company; afterwards it is a switch above the tiles. */
export function CountryQuestion({ country, onCountry, onClose }: Props) {
  const { t } = useTranslation('connect');
  const [chosen, setChosen] = useState(country);
  return (
    <WizardFrame
      step="service"
      screen="country"
      heading={t('country.heading')}
      lead={t('country.lead')}
      onClose={onClose}
      footStart={<DemoOffer />}
      footEnd={
        <Button kind="primary" onClick={() => onCountry(chosen)}>
          {t('country.continue')}
        </Button>
      }
    >
      <div role="radiogroup" aria-label={t('country.label')} className={styles.countries} onKeyDown={walkRadios}>
        {COUNTRIES.map((each) => (
          <button
            key={each}
            type="button"
            role="radio"
            className={`${styles.tile} ${styles.country}`}
            aria-checked={each === chosen}
            tabIndex={each === chosen ? 0 : -1}
            onClick={() => setChosen(each)}
            onDoubleClick={() => onCountry(each)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') onCountry(each);
            }}
          >
            <ProviderTile letters={each} />
            <span className={styles.name}>{t(`country.${each}`)}</span>
            {each === chosen && (
              <span className={styles.mark}>
                <StateIcon state="ok" />
              </span>
            )}
          </button>
        ))}
      </div>
    </WizardFrame>
  );
}
