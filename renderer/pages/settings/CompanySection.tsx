import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { taxIdName } from '../../../shared/domain/taxId';
import type { Company } from '../../app/company';
import { useCommand } from '../../bridge/hooks';
import { go } from '../../stores/route';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { Segmented, TextField } from '../../ui/fields';
import { showToast } from '../../ui/toasts';
import { TaxId } from '../../ui/values';
import { RemoveCompany } from './RemoveCompany';
import { Line, Section } from './Section';
import styles from './Settings.module.css';

export function CompanySection({ company }: { readonly company: Company }) {
  const { t } = useTranslation('settings');
  const { t: shell } = useTranslation('shell');
  const [name, setName] = useState(company.name);
  const update = useCommand('companies.update');
  const removeDemo = useCommand('companies.removeDemo');
  const { id, purchaseMonthRule } = company;
  const isChanged = name.trim() !== '' && name.trim() !== company.name;
  const remove = async (): Promise<void> => {
    const outcome = await removeDemo.run(undefined);
    if (!outcome.ok) return;
    showToast({ state: 'ok', text: t('company.demo_removed') });
    go({ place: 'overview' });
  };
  return (
    <Section title={t('company.heading')}>
      {update.problem && <ExplainedProblem problem={update.problem} />}
      {removeDemo.problem && <ExplainedProblem problem={removeDemo.problem} />}
      <Line label={t('company.name')}>
        <form
          className={styles.inline}
          onSubmit={(event) => {
            event.preventDefault();
            if (isChanged) void update.run({ id, name: name.trim(), purchaseMonthRule });
          }}
        >
          <TextField label={t('company.name')} value={name} onChange={setName} />
          {isChanged && (
            <Button submits isBusy={update.isRunning}>
              {t('company.name_save')}
            </Button>
          )}
        </form>
      </Line>
      {company.taxId !== undefined && (
        <Line label={shell(`tax_id.${taxIdName(company.country, company.taxId)}`)}>
          <TaxId value={company.taxId} />
        </Line>
      )}
      <Line label={t('company.rule')} note={t('company.rule_note')}>
        <Segmented
          label={t('company.rule')}
          value={purchaseMonthRule}
          onChange={(rule) => void update.run({ id, name: company.name, purchaseMonthRule: rule })}
          choices={(['issue_date', 'received_date'] as const).map((value) => ({
            value,
            label: t(`company.rule_${value}`),
          }))}
        />
      </Line>
      {!company.isDemo && <RemoveCompany company={company} />}
      {company.isDemo && (
        <Line label={t('company.demo')}>
          <Button kind="danger" isBusy={removeDemo.isRunning} onClick={() => void remove()}>
            {t('company.remove_demo')}
          </Button>
        </Line>
      )}
    </Section>
  );
}
