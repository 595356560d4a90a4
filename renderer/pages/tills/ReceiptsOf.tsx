import { useState } from 'react';
import { IconChevronLeft, IconChevronRight, IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { RECEIPTS_PAGE, type FiscalModuleView, type ListedReceipt } from '../../../shared/contract/fiscal';
import { useQuery } from '../../bridge/hooks';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/fields';
import { plainDateOf } from '../../ui/format';
import { useFormats } from '../../ui/formatsContext';
import { Loaded } from '../../ui/Loading';
import { StateLabel, type State } from '../../ui/StateIcon';
import { typedDay } from '../../ui/typedDay';
import { Mono, useInstantText } from '../../ui/values';
import styles from './Tills.module.css';

const icon = { size: 16, stroke: 1.5 } as const;
const STATES: Readonly<Record<ListedReceipt['state'], State>> = { open: 'due', finished: 'ok', cancelled: 'not_due' };
interface Sought {
  readonly number?: number;
  readonly day?: string;
}

interface Props {
  readonly module: FiscalModuleView;
  /** One that is to be checked. */
  readonly onCode: (code: string) => void;
}
/** What a security module has signed, as its service lists it: newest first, by number, or from a day on back. */
export function ReceiptsOf({ module, onCode }: Props) {
  const { t } = useTranslation('fiscal');
  const formats = useFormats();
  const instantText = useInstantText();
  const [word, setWord] = useState('');
  const [sought, setSought] = useState<Sought | null>({});
  const [offset, setOffset] = useState(0);
  const { connectionId, id: moduleId } = module;
  const query = useQuery('fiscal.receipts', { connectionId, moduleId, offset, ...sought }, { keepPrevious: true });
  const find = (): void => {
    const text = word.trim();
    const day = typedDay(text, formats.date, plainDateOf(new Date()));
    const number = /^\d{1,12}$/.test(text) ? Number(text) : 0;
    setOffset(0);
    setSought(text === '' ? {} : number > 0 ? { number } : day === null ? null : { day });
  };
  return (
    <div className={styles.receipts}>
      <form
        className={styles.find}
        onSubmit={(event) => {
          event.preventDefault();
          find();
        }}
      >
        <TextField
          label={t('receipts.search')}
          value={word}
          onChange={setWord}
          problem={sought === null ? t('receipts.unread', { example: formats.date('2026-03-14') }) : undefined}
        />
        <Button submits icon={<IconSearch {...icon} />}>
          {t('receipts.find')}
        </Button>
      </form>
      <Loaded query={query} rows={5}>
        {({ total, offset: from, receipts }) => (
          <>
            {receipts.length === 0 && <p className={styles.quiet}>{t('receipts.none')}</p>}
            <ul className={styles.months}>
              {receipts.map(({ number, state, till, startedAt, code = '' }) => (
                <li key={number}>
                  <button type="button" className={styles.month} disabled={code === ''} onClick={() => onCode(code)}>
                    <span className={styles.monthName}>{t('receipts.row', { number: formats.count(number) })}</span>
                    <StateLabel state={STATES[state]}>{t(`receipts.${state}`)}</StateLabel>
                    <span className={styles.monthAbout}>
                      {instantText(startedAt)} <Mono>{till}</Mono>
                    </span>
                  </button>
                </li>
              ))}
            </ul>
            {receipts.length > 0 && (
              <div className={styles.pages}>
                <span className={styles.quiet}>
                  {t('receipts.range', {
                    from: formats.count(from + 1),
                    to: formats.count(from + receipts.length),
                    all: formats.count(total),
                  })}
                </span>
                <Button
                  kind="quiet"
                  icon={<IconChevronLeft {...icon} />}
                  disabled={offset === 0}
                  onClick={() => setOffset(Math.max(0, offset - RECEIPTS_PAGE))}
                >
                  {t('receipts.newer')}
                </Button>
                <Button
                  kind="quiet"
                  iconAfter={<IconChevronRight {...icon} />}
                  disabled={from + receipts.length >= total}
                  onClick={() => setOffset(offset + RECEIPTS_PAGE)}
                >
                  {t('receipts.older')}
                </Button>
              </div>
            )}
          </>
        )}
      </Loaded>
    </div>
  );
}
