import { useTranslation } from 'react-i18next';
import type { SalesFinding } from '../../../shared/domain/salesInvoice';
import { StateIcon } from '../../ui/StateIcon';
import styles from './Sale.module.css';
import { usePlaceText } from './usePlaceText';

/** Where there is no room, or nothing more to say, one line says it; the rest is in its tooltip. */
const NARROW = /^(?:lines\.\d+\.(?!name)|received\.)|\.required$/;

interface Props {
  readonly finding: SalesFinding;
  /** Away from its field it says which one it is about. */
  readonly hasPlace?: boolean;
}
/** What, why, and what to do about it. `look` is a word of caution: the person decides. */
export function FindingText({ finding, hasPlace = false }: Props) {
  const { t } = useTranslation('sales');
  const key = finding.key.replace(/^sales\./, '');
  const say = (part: 'what' | 'why' | 'todo'): string => t(`${key}.${part}`, finding.params);
  const placeOf = usePlaceText();
  const place = hasPlace ? placeOf(finding.path) : '';
  const isShort = NARROW.test(finding.path) || NARROW.test(finding.key);
  const more = `${say('why')} ${say('todo')}`;
  return (
    <span
      title={isShort ? more : undefined}
      className={`${styles.finding} ${finding.level === 'look' ? styles.look : ''}`}
    >
      <StateIcon state={finding.level === 'look' ? 'attention' : 'stopped'} size={14} />
      <span>
        {place !== '' && <b>{place}: </b>}
        {say('what')} {isShort ? '' : more}
      </span>
    </span>
  );
}
