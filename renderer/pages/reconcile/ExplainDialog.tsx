import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { TextField } from '../../ui/fields';

interface Props {
  readonly number: string;
  /** Typed before, where it could not be stored. */
  readonly start: string;
  readonly onSave: (note: string) => void;
  readonly onClose: () => void;
}
export function ExplainDialog({ number, start, onSave, onClose }: Props) {
  const { t } = useTranslation('reconcile');
  const [note, setNote] = useState(start);
  const text = note.trim();
  return (
    <Dialog
      title={t('note.title', { number })}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" disabled={text === ''} onClick={() => onSave(text)}>
            {t('action.save_note')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (text !== '') onSave(text);
        }}
      >
        <TextField
          label={t('note.label')}
          description={t('note.hint')}
          placeholder={t('note.placeholder')}
          value={note}
          onChange={(next) => setNote(next.slice(0, 500))}
          autoFocus
        />
      </form>
    </Dialog>
  );
}
