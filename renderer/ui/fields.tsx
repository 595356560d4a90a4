// Inputs of the kit. All take `label`, `description`, `problem` and give the value, never the event.
import type { ReactNode } from 'react';
import { PasswordInput, SegmentedControl, Select, Switch, TextInput } from '@mantine/core';
import { IconSelector } from '@tabler/icons-react';
import styles from './fields.module.css';

interface Common {
  readonly label: ReactNode;
  readonly description?: ReactNode;
  /** Text at the field: what is wrong with it. */
  readonly problem?: ReactNode;
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
  readonly autoFocus?: boolean;
  readonly id?: string;
}
interface TextProps extends Common {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onPaste?: (text: string) => void;
  readonly onBlur?: () => void;
  readonly placeholder?: string;
  /** Ids, paths and keys stand in the mono face. */
  readonly isMono?: boolean;
}

const names = {
  label: styles.label ?? '',
  description: styles.description ?? '',
  error: styles.error ?? '',
};

function shared({ label, description, problem, isDisabled, autoFocus, id }: Common, isMono = false) {
  return {
    label,
    disabled: isDisabled ?? false,
    classNames: { ...names, input: `${styles.input} ${isMono ? styles.mono : ''}` },
    ...(id === undefined ? {} : { id }),
    ...(autoFocus === true ? { 'data-autofocus': true, autoFocus: true } : {}),
    ...(description === undefined ? {} : { description }),
    ...(problem === undefined || problem === '' ? {} : { error: problem }),
  };
}
function pasted(onPaste: ((text: string) => void) | undefined) {
  return onPaste === undefined
    ? {}
    : { onPaste: (event: React.ClipboardEvent) => onPaste(event.clipboardData.getData('text')) };
}

export function TextField({ value, onChange, onPaste, onBlur, placeholder, isMono, ...common }: TextProps) {
  return (
    <TextInput
      {...shared(common, isMono)}
      {...pasted(onPaste)}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      {...(onBlur === undefined ? {} : { onBlur })}
      {...(placeholder === undefined ? {} : { placeholder })}
      spellCheck={false}
      autoComplete="off"
    />
  );
}

interface DateProps extends Common {
  /** `YYYY-MM-DD`, or nothing. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}
/** The system's own calendar, in the user's order of day and month. */
export function DateField({ value, onChange, ...common }: DateProps) {
  return (
    <TextInput
      {...shared(common)}
      type="date"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** A secret on its way to main. It is never shown again afterwards. */
export function SecretField({ value, onChange, onPaste, onBlur, placeholder, ...common }: TextProps) {
  return (
    <PasswordInput
      {...shared(common)}
      // Its inner input is not told by the component that it is wrong; a reader with ears has to be.
      aria-invalid={common.problem !== undefined && common.problem !== ''}
      {...pasted(onPaste)}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      {...(onBlur === undefined ? {} : { onBlur })}
      {...(placeholder === undefined ? {} : { placeholder })}
      spellCheck={false}
      autoComplete="new-password"
    />
  );
}

export interface Choice<T extends string = string> {
  readonly value: T;
  readonly label: string;
}
interface SelectProps<T extends string> extends Common {
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly choices: readonly Choice<T>[];
}
export function SelectField<T extends string>({ value, onChange, choices, ...common }: SelectProps<T>) {
  const base = shared(common);
  return (
    <Select
      {...base}
      classNames={{ ...base.classNames, option: styles.option ?? '', dropdown: styles.dropdown ?? '' }}
      value={value}
      onChange={(next) => {
        if (next !== null) onChange(next);
      }}
      data={choices.map((choice) => ({ ...choice }))}
      allowDeselect={false}
      rightSection={<IconSelector size={16} stroke={1.5} />}
      comboboxProps={{ transitionProps: { duration: 120, transition: 'fade' }, offset: 4 }}
    />
  );
}

interface SegmentedProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly choices: readonly { readonly value: T; readonly label: ReactNode }[];
  readonly isDisabled?: boolean;
}
export function Segmented<T extends string>({
  label,
  value,
  onChange,
  choices,
  isDisabled = false,
}: SegmentedProps<T>) {
  return (
    <SegmentedControl
      aria-label={label}
      value={value}
      onChange={(next) => onChange(next)}
      data={choices.map((choice) => ({ value: choice.value, label: choice.label }))}
      disabled={isDisabled}
      transitionDuration={120}
      withItemsBorders={false}
      classNames={{
        root: styles.segmented ?? '',
        label: styles.segment ?? '',
        indicator: styles.indicator ?? '',
      }}
    />
  );
}

interface ToggleProps extends Common {
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}
export function SwitchField({ value, onChange, label, ...common }: ToggleProps) {
  return (
    <Switch
      {...shared({ ...common, label })}
      classNames={{ ...names, label: styles.switchLabel ?? '' }}
      checked={value}
      onChange={(event) => onChange(event.currentTarget.checked)}
      withThumbIndicator={false}
    />
  );
}
