import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/contract/connections';
import type { ReportView } from '../../../shared/contract/reports';
import type { ConnectionId } from '../../../shared/domain/ids';
import { useConnectionNames } from '../../app/useConnectionNames';
import { useFormats } from '../../ui/formatsContext';
import { StateLabel, type State } from '../../ui/StateIcon';
import { Tooltip } from '../../ui/Tooltip';
import { useInstantText } from '../../ui/values';
import styles from './ReportFiles.module.css';
import { reportState, type ReportState } from './reportState';

const SHAPES: Readonly<Record<ReportState['is'], State>> = {
  here: 'ok',
  missing: 'due',
  partly: 'due',
  there: 'ok',
  lost: 'stopped',
};

interface Props {
  /** A report, or what a till has signed. */
  readonly file: Pick<ReportView, 'companyId' | 'receipts'>;
  readonly places: readonly ConnectionView[];
}
/** At how many destinations a file lies, and what its receipts say. */
export function WhereItLies({ file, places }: Props) {
  const { t } = useTranslation('reports');
  const formats = useFormats();
  const instantText = useInstantText();
  const nameOf = useConnectionNames(file.companyId);
  const titleOf = (id: ConnectionId): string => nameOf(id).title;
  const { is, done, all, lostAt } = reportState(
    file,
    places.map(({ id }) => id),
  );
  const lines = file.receipts.map(({ connectionId, path, at, checked }) =>
    [
      `${titleOf(connectionId)}: ${path}, ${instantText(at)}.`,
      checked ? t(`check.text_${checked.state}`, { at: instantText(checked.at), path: checked.path ?? path }) : '',
    ].join(' '),
  );
  const text = t(`files.${is}`, { done, all, destinations: formats.list(lostAt.map(titleOf)) });
  const label = <StateLabel state={SHAPES[is]}>{text}</StateLabel>;
  if (lines.length === 0) return label;
  return (
    <Tooltip label={lines.join('\n')}>
      <span className={styles.lies} tabIndex={0}>
        {label}
      </span>
    </Tooltip>
  );
}
