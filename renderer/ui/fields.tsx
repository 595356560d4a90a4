// Inputs of the kit. All take `label`, `description`, `problem` and give the value, never the event.
import { useRef, type ReactNode } from 'react';
import { Autocomplete, PasswordInput, SegmentedControl, Select, Switch, TextInput } from '@mantine/core';
import { IconSelector } from '@tabler/icons-react';
import styles from './fields.module.css';

export interface Common {
  readonly label: ReactNode;
  readonly description?: ReactNode;
  /** Stands under the field, so that fields beside each other keep one line. */
  readonly hint?: ReactNode;
  /** Worth a look, and not wrong. Stands under the field. */
  readonly remark?: ReactNode;
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

const HINT_BELOW: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];
const names = {
  label: styles.label ?? '',
  description: styles.description ?? '',
  error: styles.error ?? '',
};

export function shared(common: Common, isMono = false) {
  const { label, description, hint, remark, problem, isDisabled, autoFocus, id } = common;
  const below = remark ?? hint;
  return {
    label,
    ...(below === undefined ? {} : { description: below, inputWrapperOrder: HINT_BELOW }),
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

export function TextField(props: TextProps) {
  const { value, onChange, onPaste, onBlur, placeholder, isMono, ...common } = props;
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

interface SuggestProps extends TextProps {
  /** What is offered while typing; each text once. */
  readonly offers: readonly string[];
  /** Instead of `onChange`: an offer is no text that was typed, even where both read the same. */
  readonly onChoose: (offer: string) => void;
  /** How an offer is drawn; its text stays what a reader hears. */
  readonly draw?: (offer: string) => ReactNode;
}
export function SuggestField(props: SuggestProps) {
  const { value, onChange, offers, onChoose, draw, placeholder, isMono, ...common } = props;
  const base = shared(common, isMono);
  // An offer that is chosen comes a second time as if it had been typed.
  const chosen = useRef<string>(undefined);
  return (
    <Autocomplete
      {...base}
      classNames={{ ...base.classNames, option: styles.option ?? '', dropdown: styles.dropdown ?? '' }}
      value={value}
      onChange={(text) => {
        const isChosen = chosen.current === text;
        chosen.current = undefined;
        if (!isChosen) onChange(text);
      }}
      onOptionSubmit={(offer) => {
        chosen.current = offer;
        onChoose(offer);
      }}
      {...(draw === undefined ? {} : { renderOption: ({ option }) => draw(option.value) })}
      data={[...offers]}
      // All of them at once: a list that scrolls would have to be reached by the keyboard.
      maxDropdownHeight={320}
      // Led here by what is wrong with the field, one reads that first.
      openOnFocus={common.problem === undefined}
      // Main has found them already, folded as the search folds.
      filter={({ options }) => options}
      {...(placeholder === undefined ? {} : { placeholder })}
      comboboxProps={{ transitionProps: { duration: 120, transition: 'fade' }, offset: 4 }}
      spellCheck={false}
      autoComplete="off"
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
  /** A long list is found in by typing; this is said when nothing fits. */
  readonly nothingFound?: string;
}
export function SelectField<T extends string>({ value, onChange, choices, nothingFound, ...common }: SelectProps<T>) {
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
      {...(nothingFound === undefined ? {} : { searchable: true, nothingFoundMessage: nothingFound })}
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
      classNames={{ ...names, label: styles.switchLabel ?? '', track: styles.track ?? '' }}
      checked={value}
      onChange={(event) => onChange(event.currentTarget.checked)}
      withThumbIndicator={false}
    />
  );
}
