import { useRef, useState } from 'react';
import { TextInput } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { shared, type Common } from './fields';
import styles from './fields.module.css';
import { plainDateOf } from './format';
import { useFormats } from './formatsContext';
import { typedDay } from './typedDay';

interface Props extends Common {
  /** `YYYY-MM-DD`, or nothing; what was typed and is no day stays as it was typed. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The element that says more about it, where the form has its own place for that. */
  readonly describedBy?: string;
}
/** Typed in the user's own order, as everywhere in the window; the calendar is the system's. */
export function DateField({ value, onChange, describedBy, ...common }: Props) {
  const { t } = useTranslation('common');
  const formats = useFormats();
  const [typed, setTyped] = useState<string>();
  const calendar = useRef<HTMLInputElement>(null);
  const read = (text: string): string | null => typedDay(text, formats.date, plainDateOf(new Date()));
  const isDay = /^\d{4}-\d\d-\d\d$/.test(value) && read(value) === value;
  const leave = (): void => {
    if (typed !== undefined) onChange(read(typed) ?? typed.trim());
    setTyped(undefined);
  };
  return (
    <TextInput
      {...shared(common)}
      {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
      value={typed ?? (isDay ? formats.date(value) : value)}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        const day = read(text);
        if (day !== null) onChange(day);
      }}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key === 'Enter') leave();
      }}
      spellCheck={false}
      autoComplete="off"
      rightSection={
        <span className={styles.calendar}>
          <input
            ref={calendar}
            type="date"
            tabIndex={-1}
            aria-hidden
            value={isDay ? value : ''}
            onChange={(event) => {
              setTyped(undefined);
              onChange(event.currentTarget.value);
            }}
          />
          <button
            type="button"
            tabIndex={-1}
            disabled={common.isDisabled ?? false}
            aria-label={t('open_calendar')}
            title={t('open_calendar')}
            onClick={() => calendar.current?.showPicker()}
          >
            <IconCalendar size={16} stroke={1.5} />
          </button>
        </span>
      }
    />
  );
}
