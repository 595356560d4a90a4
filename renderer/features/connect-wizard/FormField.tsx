import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { PasteHint } from '../../../shared/contract/connect';
import type { FieldDescription, FieldValue } from '../../../shared/forms/fields';
import { DateField } from '../../ui/DateField';
import { RichText } from '../../ui/RichText';
import { Segmented, SelectField, SwitchField } from '../../ui/fields';
import { StateLabel, StateIcon } from '../../ui/StateIcon';
import styles from './Form.module.css';
import { FieldRow } from './FieldRow';
import { FileInput } from './FileInput';
import type { ProviderText } from './providerTexts';
import { SecretInput } from './SecretInput';

interface Props {
  readonly field: FieldDescription;
  readonly value: FieldValue | undefined;
  readonly text: ProviderText;
  readonly problem: string;
  readonly hint: PasteHint | undefined;
  readonly known: readonly string[];
  readonly onChange: (value: FieldValue) => void;
  /** The text as it stands now; main looks whether it is something known. */
  readonly onRecognise: (text: string) => void;
}
export function labelOf(field: FieldDescription, text: ProviderText): string {
  return text(`field.${field.id}.label`) || field.id;
}

export function FormField(props: Props) {
  const { t } = useTranslation('connect');
  const { field, value, text, hint, onChange } = props;
  const id = useId();
  const noteId = `${id}-note`;
  const label = labelOf(field, text);
  const helpText = text(`field.${field.id}.help`) || (field.kind === 'folder' ? t('field.folder_note') : '');
  const help = helpText === '' ? undefined : <RichText text={helpText} />;
  const current = value === undefined ? '' : String(value);
  const name = (
    <>
      {label}
      {!field.required && field.kind !== 'toggle' && field.kind !== 'choice' && (
        <span className={styles.optional}> · {t('sign_in.optional')}</span>
      )}
    </>
  );
  const notes = (
    <div id={noteId} role="status">
      {props.problem !== '' && (
        <p className={styles.problem}>
          <StateIcon state="stopped" size={14} />
          <span>{props.problem}</span>
        </p>
      )}
      {props.problem === '' && hint?.hint !== undefined && (
        <div className={styles.hint}>
          <StateLabel state={hint.ok ? 'ok' : 'attention'}>
            <RichText text={text(hint.hint, hint.hintParams)} />
          </StateLabel>
        </div>
      )}
    </div>
  );

  if (field.kind === 'toggle') {
    return <SwitchField label={label} description={help} value={value === true} onChange={onChange} />;
  }
  if (field.kind === 'choice') {
    const choices = (field.choices ?? []).map((choice) => ({
      value: choice,
      label: text(`field.${field.id}.choice.${choice}`) || choice,
    }));
    if (choices.length > 3) {
      return (
        <div className={styles.field}>
          <SelectField label={label} hint={help} value={current} choices={choices} onChange={onChange} />
          {notes}
        </div>
      );
    }
    return (
      <FieldRow label={name} help={help} notes={notes}>
        <Segmented label={label} value={current} choices={choices} onChange={onChange} />
      </FieldRow>
    );
  }
  const typed = (next: string): void => {
    onChange(next);
    if (['text', 'url', 'secret', 'file'].includes(field.kind)) props.onRecognise(next);
  };
  if (field.kind === 'date' || field.kind === 'number') {
    const isWrong = props.problem !== '';
    return (
      <FieldRow label={name} help={help} notes={notes} htmlFor={id}>
        <div className={styles.short}>
          {field.kind === 'date' ? (
            <DateField
              id={id}
              label={null}
              value={current}
              problem={isWrong}
              describedBy={noteId}
              onChange={onChange}
            />
          ) : (
            <input
              id={id}
              className={styles.input}
              type="number"
              value={current}
              aria-invalid={isWrong}
              aria-describedby={noteId}
              onChange={(event) => onChange(numberOf(event.currentTarget.value))}
            />
          )}
        </div>
      </FieldRow>
    );
  }
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {name}
      </label>
      {field.kind === 'file' ? (
        <FileInput
          id={id}
          isChosen={current !== ''}
          isInvalid={props.problem !== ''}
          describedBy={noteId}
          onChange={typed}
        />
      ) : field.kind === 'secret' ? (
        <SecretInput
          id={id}
          label={label}
          value={current}
          isMultiline={field.multiline}
          isInvalid={props.problem !== ''}
          describedBy={noteId}
          known={props.known}
          onChange={typed}
        />
      ) : (
        <input
          id={id}
          type="text"
          inputMode={field.kind === 'url' ? 'url' : 'text'}
          className={`${styles.input} ${field.kind === 'text' ? '' : styles.mono}`}
          value={current}
          placeholder={text(`field.${field.id}.placeholder`)}
          aria-invalid={props.problem !== ''}
          aria-describedby={noteId}
          aria-required={field.required}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => typed(event.currentTarget.value)}
        />
      )}
      {help !== undefined && <p className={styles.help}>{help}</p>}
      {notes}
    </div>
  );
}

function numberOf(text: string): FieldValue {
  return text === '' ? '' : Number(text);
}
