import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './fields.module.css';

interface Props {
  /** What is switched: the line beside it says it to the eye, this to a screen reader. */
  readonly name: string;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}
/** The switch at the end of a line: the word says how it stands, so that one that is off does not read as on. */
export function OnOff({ name, value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Switch
      aria-label={name}
      label={t(value ? 'on' : 'off')}
      labelPosition="left"
      classNames={{ label: styles.onOff ?? '', track: styles.track ?? '' }}
      checked={value}
      onChange={(event) => onChange(event.currentTarget.checked)}
      withThumbIndicator={false}
    />
  );
}
