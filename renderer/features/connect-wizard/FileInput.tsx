import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../ui/formatsContext';
import styles from './Form.module.css';

interface Props {
  readonly id: string;
  readonly isChosen: boolean;
  readonly isInvalid: boolean;
  readonly describedBy: string;
  /** Base64 of the file's bytes. */
  readonly onChange: (base64: string) => void;
}
/** Key files are a few kB; a larger one is something else and is left where it is. */
const MAX_BYTES = 100_000;

/** A file whose bytes go into the form. Its name is shown, its content never. */
export function FileInput({ id, isChosen, isInvalid, describedBy, onChange }: Props) {
  const { t } = useTranslation('connect');
  const formats = useFormats();
  const [file, setFile] = useState<{ readonly name: string; readonly bytes: number }>();
  const take = async (chosen: File | undefined): Promise<void> => {
    setFile(chosen && { name: chosen.name, bytes: chosen.size });
    const isKeyFile = chosen !== undefined && chosen.size <= MAX_BYTES;
    onChange(isKeyFile ? base64Of(new Uint8Array(await chosen.arrayBuffer())) : '');
  };
  return (
    <div className={styles.file}>
      <input
        id={id}
        type="file"
        className={styles.input}
        accept=".p12,.pfx,.pem,.crt,.cer,.der,.key"
        aria-invalid={isInvalid}
        aria-describedby={describedBy}
        onChange={(event) => void take(event.currentTarget.files?.[0])}
      />
      {isChosen && file && (
        <p className={styles.help}>
          {t('field.chosen_file', { name: file.name, size: formats.count(Math.ceil(file.bytes / 1000)) })}
        </p>
      )}
    </div>
  );
}

function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
