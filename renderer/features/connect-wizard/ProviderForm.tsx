import { IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PasteHint } from '../../../shared/contract/connect';
import type { FieldDescription, FieldValue, FieldValues } from '../../../shared/forms/fields';
import styles from './Form.module.css';
import { FormField, labelOf } from './FormField';
import { publicValues, shownFields, type Fields } from './formValues';
import { useFieldProblem, useProviderText } from './providerTexts';

interface Props {
  readonly providerId: string;
  readonly fields: Fields;
  readonly values: FieldValues;
  readonly problems: Readonly<Record<string, string>>;
  readonly hints?: Readonly<Record<string, PasteHint>>;
  readonly onChange: (field: string, value: FieldValue) => void;
  readonly onRecognise?: (field: string, text: string) => void;
}
/** Draws any provider's form from its declared fields; what is advanced is folded away. */
export function ProviderForm(props: Props) {
  const { t } = useTranslation('connect');
  const { fields, values, problems } = props;
  const text = useProviderText(props.providerId);
  const problemText = useFieldProblem(props.providerId);
  const known = publicValues(fields, values);
  const shown = shownFields(fields, values);
  const plain = shown.filter(({ advanced }) => !advanced);
  const advanced = shown.filter((field) => field.advanced);
  const draw = (field: FieldDescription) => (
    <FormField
      key={field.id}
      field={field}
      value={values[field.id]}
      text={text}
      problem={problemText(problems[field.id], labelOf(field, text))}
      hint={props.hints?.[field.id]}
      known={known}
      onChange={(value) => props.onChange(field.id, value)}
      onRecognise={(typed) => props.onRecognise?.(field.id, typed)}
    />
  );
  return (
    <>
      {plain.map(draw)}
      {advanced.length > 0 && (
        <details className={styles.more} open={advanced.some(({ id }) => problems[id] !== undefined) || undefined}>
          <summary>
            <IconChevronRight size={14} stroke={1.5} />
            {t('sign_in.more')}
          </summary>
          <div className={styles.moreFields}>{advanced.map(draw)}</div>
        </details>
      )}
    </>
  );
}
