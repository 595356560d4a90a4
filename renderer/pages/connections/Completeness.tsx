import { useState } from 'react';
import { IconCertificate, IconFileTypePdf, IconJson } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CompletenessView, MonthState } from '../../../shared/contract/completeness';
import type { ConnectionView } from '../../../shared/contract/connections';
import { useCommand, useQuery } from '../../bridge/hooks';
import { Button, LinkButton } from '../../ui/Button';
import { useFormats } from '../../ui/formatsContext';
import { ActionMenu } from '../../ui/Menu';
import { problemTexts } from '../../ui/problemTexts';
import { StateIcon, type State } from '../../ui/StateIcon';
import { showToast } from '../../ui/toasts';
import { Money } from '../../ui/values';
import styles from './Completeness.module.css';
import shared from './Connections.module.css';

type Source = CompletenessView['sources'][number];
const SIDES = ['sale', 'purchase', 'other'] as const;
const SHOWN = 6;
const icon = { size: 16, stroke: 1.5 } as const;

/** How far a source was read, month by month, and the certificate of it. Nothing where the service promises nothing. */
export function Completeness({ connection }: { readonly connection: ConnectionView }) {
  const { t } = useTranslation('completeness');
  const view = useQuery('completeness.get', { companyId: connection.companyId });
  const source = view.data?.sources.find((one) => one.connectionId === connection.id);
  if (!source) return null;
  const isEmpty = source.months.length === 0;
  return (
    <section aria-label={t('heading')}>
      <div className={shared.sectionHead}>
        <h3 className={shared.sectionTitle}>{t('heading')}</h3>
        {!isEmpty && <SaveCertificate connection={connection} />}
      </div>
      <p className={shared.quiet}>{t(isEmpty ? 'none' : 'intro')}</p>
      <div className={styles.sides}>
        {SIDES.map((side) => (
          <Side key={side} side={side} months={source.months.filter(({ direction }) => direction === side)} />
        ))}
      </div>
    </section>
  );
}

function SaveCertificate({ connection }: { readonly connection: ConnectionView }) {
  const { t } = useTranslation('completeness');
  const { t: tAny } = useTranslation();
  const save = useCommand('completeness.save');
  const { id: connectionId, companyId } = connection;
  const saveAs = async (format: 'pdf' | 'json'): Promise<void> => {
    const outcome = await save.run({ companyId, connectionId, format });
    if (!outcome.ok) showToast({ state: 'stopped', text: problemTexts(tAny, outcome.error).what });
    else if (outcome.value.savedTo !== undefined)
      showToast({ state: 'ok', text: t('saved', { path: outcome.value.savedTo }) });
  };
  return (
    <ActionMenu
      align="end"
      label={t('save')}
      trigger={
        <Button size="xs" icon={<IconCertificate {...icon} />} isBusy={save.isRunning}>
          {t('save')}
        </Button>
      }
      items={[
        { id: 'pdf', label: t('as_pdf'), icon: <IconFileTypePdf {...icon} />, onSelect: () => void saveAs('pdf') },
        { id: 'json', label: t('as_json'), icon: <IconJson {...icon} />, onSelect: () => void saveAs('json') },
      ]}
    />
  );
}

const STATES: Readonly<Record<MonthState, State>> = { complete: 'ok', partial: 'due', unknown: 'unverified' };

function Side({ side, months }: { readonly side: (typeof SIDES)[number]; readonly months: Source['months'] }) {
  const { t } = useTranslation('completeness');
  const formats = useFormats();
  const [isAll, setAll] = useState(false);
  if (months.length === 0) return null;
  const newest = months.toReversed();
  return (
    <div className={styles.side}>
      <table className={styles.months}>
        <caption>{t(`side.${side}`)}</caption>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{t('month')}</th>
            <th scope="col">{t('heading')}</th>
            <th scope="col">{t('invoices')}</th>
            <th scope="col">{t('gross')}</th>
          </tr>
        </thead>
        <tbody>
          {(isAll ? newest : newest.slice(0, SHOWN)).map(({ month, state, count, gross }) => (
            <tr key={month}>
              <th scope="row">{formats.monthYear(month)}</th>
              <td className={styles.state}>
                <StateIcon state={STATES[state]} size={14} /> {t(`state.${state}`)}
              </td>
              <td className={styles.number}>{formats.count(count)}</td>
              <td className={styles.number}>
                {gross.map(({ amount, currency }) => (
                  <Money key={currency} amount={amount} currency={currency} />
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {months.length > SHOWN && (
        <LinkButton onClick={() => setAll(!isAll)}>
          {isAll ? t('show_less') : t('show_all', { count: months.length })}
        </LinkButton>
      )}
    </div>
  );
}
