import { useState } from 'react';
import { TextInput } from '@mantine/core';
import { shared, type Common } from './fields';
import { useFormats } from './formatsContext';
import { typedNumber } from './typedNumber';

interface Props extends Common {
  /** Decimal text with a point; what was typed and is no number stays as it was typed. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}
/** Typed with a comma or a point and grouped as one likes; shown as numbers are shown everywhere, digits under digits. */
export function NumberField({ value, onChange, ...common }: Props) {
  const formats = useFormats();
  const [typed, setTyped] = useState<string>();
  const shown = /^-?\d+(\.\d{1,8})?$/.test(value) ? formats.decimal(value) : value;
  return (
    <TextInput
      {...shared(common)}
      styles={{ input: { textAlign: 'end' } }}
      inputMode="decimal"
      value={typed ?? shown}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        onChange(typedNumber(event.currentTarget.value, formats.decimal));
      }}
      onBlur={() => setTyped(undefined)}
      spellCheck={false}
      autoComplete="off"
    />
  );
}
