import { useTranslation } from 'react-i18next';
import { RunKind } from '../../../shared/contract/runs';
import type { ConnectionId } from '../../../shared/domain/ids';
import { useCompany } from '../../app/company';
import { useConnectionNames } from '../../app/useConnectionNames';
import { FilterChip, ToggleChip } from '../../ui/FilterChip';
import { StateIcon } from '../../ui/StateIcon';
import styles from './Activity.module.css';

interface Props {
  readonly kind: RunKind | undefined;
  readonly onKind: (kind: RunKind | undefined) => void;
  readonly onlyProblems: boolean;
  readonly onOnlyProblems: (isOn: boolean) => void;
  readonly connectionId: ConnectionId | undefined;
  readonly onAllConnections: () => void;
}
export function RunFilters(props: Props) {
  const { t } = useTranslation('activity');
  const nameOf = useConnectionNames(useCompany().id);
  const { kind, connectionId } = props;
  return (
    <div className={styles.filters}>
      <FilterChip
        label={kind ? t(`kinds.${kind}`) : t('filter.all')}
        isActive={kind !== undefined}
        items={RunKind.options.map((each) => ({
          id: each,
          label: t(`kinds.${each}`),
          isChosen: each === kind,
          onSelect: () => props.onKind(each),
        }))}
        clearLabel={t('filter.clear')}
        onClear={() => props.onKind(undefined)}
      />
      <ToggleChip
        label={t('filter.problems')}
        icon={<StateIcon state="attention" size={14} />}
        isOn={props.onlyProblems}
        onToggle={() => props.onOnlyProblems(!props.onlyProblems)}
      />
      {connectionId && (
        <FilterChip
          label={t('filter.connection', { title: nameOf(connectionId).title })}
          isActive
          items={[{ id: 'all', label: t('filter.connection_clear'), onSelect: props.onAllConnections }]}
          clearLabel={t('filter.connection_clear')}
          onClear={props.onAllConnections}
        />
      )}
    </div>
  );
}
