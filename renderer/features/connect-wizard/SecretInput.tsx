import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Form.module.css';
import { maskSecret } from './maskSecret';

interface Props {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly isMultiline: boolean;
  readonly isInvalid: boolean;
  readonly describedBy: string;
  /** Public values that may be recognised inside it. */
  readonly known: readonly string[];
  readonly onChange: (value: string) => void;
}
/** A secret on its way to main: hidden while it is typed, masked so that one can recognise it once it is there. */
export function SecretInput(props: Props) {
  const { t } = useTranslation('connect');
  const { id, value, isMultiline } = props;
  const [isEditing, setEditing] = useState(value === '');
  const input = useRef<HTMLTextAreaElement & HTMLInputElement>(null);
  const masked = useRef<HTMLButtonElement>(null);
  const wasPasted = useRef(false);
  const isShown = !isEditing && value !== '';
  useEffect(() => {
    if (isShown && wasPasted.current) masked.current?.focus();
    if (isShown) wasPasted.current = false;
  }, [isShown]);

  if (isShown) {
    return (
      <button
        ref={masked}
        id={id}
        type="button"
        className={`${styles.masked} ${styles.mono} ${isMultiline ? styles.maskedTall : ''}`}
        aria-label={t('secret.entered', { field: props.label })}
        aria-describedby={props.describedBy}
        data-invalid={props.isInvalid}
        title={t('secret.replace')}
        translate="no"
        onClick={() => {
          setEditing(true);
          requestAnimationFrame(() => input.current?.select());
        }}
      >
        {maskSecret(value, props.known)}
      </button>
    );
  }
  const shared = {
    ref: input,
    id,
    value,
    'aria-invalid': props.isInvalid,
    'aria-describedby': props.describedBy,
    'aria-required': true,
    placeholder: t('secret.paste'),
    spellCheck: false,
    autoComplete: 'off',
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      props.onChange(event.currentTarget.value),
    onFocus: () => setEditing(true),
    onBlur: () => setEditing(false),
    onPaste: (event: React.ClipboardEvent) => {
      const text = event.clipboardData.getData('text');
      if (text.trim() === '') return;
      // The whole secret at once: what stood there before is replaced.
      event.preventDefault();
      wasPasted.current = true;
      props.onChange(text);
      setEditing(false);
    },
  };
  const hidden = value === '' ? '' : styles.hidden;
  return isMultiline ? (
    <textarea {...shared} rows={2} className={`${styles.input} ${styles.mono} ${styles.area} ${hidden}`} />
  ) : (
    <input {...shared} type="text" className={`${styles.input} ${styles.mono} ${hidden}`} />
  );
}
