import { useState } from 'react';
import { IconCalendarPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { EndlessView, ExpiryView } from '../../../shared/contract/expiries';
import type { ProviderView } from '../../../shared/contract/providers';
import { useCommand, useQuery } from '../../bridge/hooks';
import { useProviderText } from '../../features/connect-wizard/providerTexts';
import { Button } from '../../ui/Button';
import { useFormats } from '../../ui/formatsContext';
import { ProviderTile } from '../../ui/layout';
import { Loaded } from '../../ui/Loading';
import { problemTexts } from '../../ui/problemTexts';
import { StateLabel } from '../../ui/StateIcon';
import { showToast } from '../../ui/toasts';
import { ExpiryDialog } from './ExpiryDialog';
import { EXPIRY_SHAPES, renew, useExpiryText } from './expiryText';
import shared from './Connections.module.css';
import styles from './Expiries.module.css';

interface Props {
  readonly providers: readonly ProviderView[];
}
/** What of the sign-ins ends by itself, month by month, over all companies. */
export function ExpiryCalendar({ providers }: Props) {
  const { t } = useTranslation('connections');
  const { t: tAny } = useTranslation();
  const list = useQuery('expiries.list', undefined);
  const save = useCommand('expiries.save');
  const saveAs = async (): Promise<void> => {
    const outcome = await save.run(undefined);
    if (!outcome.ok) showToast({ state: 'stopped', text: problemTexts(tAny, outcome.error).what });
    else if (outcome.value.savedTo !== undefined)
      showToast({ state: 'ok', text: t('expiry.saved', { path: outcome.value.savedTo }) });
  };
  return (
    <div className={shared.detail}>
      <header className={shared.head}>
        <div className={shared.headText}>
          <h2 className={shared.title}>{t('expiry.title')}</h2>
          <p className={styles.intro}>{t('expiry.intro')}</p>
        </div>
        {(list.data?.dated.length ?? 0) > 0 && (
          <div className={shared.actions}>
            <Button
              icon={<IconCalendarPlus size={16} stroke={1.5} />}
              isBusy={save.isRunning}
              onClick={() => void saveAs()}
            >
              {t('expiry.save')}
            </Button>
          </div>
        )}
      </header>
      <Loaded query={list} rows={4}>
        {({ dated, undated }) => <Months dated={dated} undated={undated} providers={providers} />}
      </Loaded>
    </div>
  );
}

interface ListProps extends Props {
  readonly dated: readonly ExpiryView[];
  readonly undated: readonly EndlessView[];
}
function Months({ dated, undated, providers }: ListProps) {
  const { t } = useTranslation('connections');
  const formats = useFormats();
  const months = [...new Set(dated.map(({ endsOn }) => endsOn.slice(0, 7)))];
  const hasSeveral = new Set([...dated, ...undated].map(({ companyId }) => companyId)).size > 1;
  const lettersOf = (id: string): string => providers.find((one) => one.id === id)?.letters ?? '·';
  return (
    <>
      {dated.length === 0 && undated.length === 0 && <p className={shared.quiet}>{t('expiry.nothing_yet')}</p>}
      {months.map((month) => (
        <section key={month} aria-label={formats.monthYear(month)}>
          <h3 className={shared.sectionTitle}>{formats.monthYear(month)}</h3>
          <ul className={styles.rows}>
            {dated
              .filter(({ endsOn }) => endsOn.startsWith(month))
              .map((one) => (
                <Dated
                  key={`${one.connectionId} ${one.field ?? one.kind} ${String(one.isNoted)}`}
                  one={one}
                  letters={lettersOf(one.providerId)}
                  hasCompany={hasSeveral}
                />
              ))}
          </ul>
        </section>
      ))}
      {undated.length > 0 && (
        <section aria-label={t('expiry.unknown_title')} className={styles.unknown}>
          <h3 className={shared.sectionTitle}>{t('expiry.unknown_title')}</h3>
          <p className={shared.quiet}>{t('expiry.unknown_text')}</p>
          <ul className={styles.rows}>
            {undated.map((one) => (
              <Undated key={one.connectionId} one={one} letters={lettersOf(one.providerId)} hasCompany={hasSeveral} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

interface RowProps<T> {
  readonly one: T;
  readonly letters: string;
  readonly hasCompany: boolean;
}
function Dated({ one, letters, hasCompany }: RowProps<ExpiryView>) {
  const { t } = useTranslation('connections');
  const { what, left, date } = useExpiryText(one);
  const text = useProviderText(one.providerId);
  const [isOpen, setOpen] = useState(false);
  const remark = one.isExtendedByUse ? t('expiry.moves') : one.announced === undefined ? '' : text(one.announced);
  const line = [what, ...(one.isNoted ? [t('expiry.noted')] : []), ...(hasCompany ? [one.company] : [])];
  return (
    <li className={styles.row}>
      <ProviderTile letters={letters} size={28} />
      <span className={styles.text}>
        <b>{one.title}</b>
        <span>{line.join(' · ')}</span>
        {remark !== '' && <span className={styles.remark}>{remark}</span>}
      </span>
      <span className={styles.when}>
        <time dateTime={one.endsOn}>{date}</time>
        <StateLabel state={one.announced === undefined ? EXPIRY_SHAPES[one.state] : 'unverified'}>{left}</StateLabel>
      </span>
      <span className={styles.buttons}>
        {one.isNoted && (
          <Button size="xs" onClick={() => setOpen(true)}>
            {t('expiry.change')}
          </Button>
        )}
        <Button size="xs" aria-label={t('expiry.renew_of', { title: one.title })} onClick={() => renew(one)}>
          {t(one.actionId === undefined ? 'expiry.renew' : 'expiry.renew_change')}
        </Button>
      </span>
      {isOpen && <ExpiryDialog of={one} before={one} onClose={() => setOpen(false)} />}
    </li>
  );
}

function Undated({ one, letters, hasCompany }: RowProps<EndlessView>) {
  const { t } = useTranslation('connections');
  const [isOpen, setOpen] = useState(false);
  return (
    <li className={styles.row}>
      <ProviderTile letters={letters} size={28} />
      <span className={styles.text}>
        <b>{one.title}</b>
        {hasCompany && <span>{one.company}</span>}
      </span>
      <Button size="xs" aria-label={t('expiry.write_of', { title: one.title })} onClick={() => setOpen(true)}>
        {t('expiry.write')}
      </Button>
      {isOpen && <ExpiryDialog of={one} onClose={() => setOpen(false)} />}
    </li>
  );
}
