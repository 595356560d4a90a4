import { useState, type ReactNode } from 'react';
import { IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/contract/connections';
import { connectionKind } from '../../app/connectionKind';
import { useCommand } from '../../bridge/hooks';
import { Button, IconButton } from '../../ui/Button';
import { TextField } from '../../ui/fields';
import { plainDateOf } from '../../ui/format';
import { useFormats } from '../../ui/formatsContext';
import { ProviderTile } from '../../ui/layout';
import { problemTexts } from '../../ui/problemTexts';
import { Mono } from '../../ui/values';
import styles from './Connections.module.css';

interface Props {
  readonly connection: ConnectionView;
  readonly letters: string;
  readonly children: ReactNode;
}
export function ConnectionHead({ connection, letters, children }: Props) {
  const { t } = useTranslation('connections');
  const formats = useFormats();
  const [isRenaming, setRenaming] = useState(false);
  const kind = connectionKind(connection);
  const since = t('connected_on', { date: formats.dateLong(plainDateOf(new Date(connection.createdAt))) });
  return (
    <header className={styles.head}>
      <ProviderTile letters={letters} size={44} />
      <div className={styles.headText}>
        {isRenaming ? (
          <Rename connection={connection} onDone={() => setRenaming(false)} />
        ) : (
          <h2 className={styles.title}>
            <span>{connection.title}</span>
            <IconButton
              size="xs"
              label={t('rename.start')}
              icon={<IconPencil size={16} stroke={1.5} />}
              onClick={() => setRenaming(true)}
            />
          </h2>
        )}
        <p className={styles.sub}>
          <Mono>{connection.slug}</Mono> · {t(`kind.${kind}`)} · {since}
        </p>
      </div>
      <div className={styles.actions}>{children}</div>
    </header>
  );
}

function Rename({ connection, onDone }: { readonly connection: ConnectionView; readonly onDone: () => void }) {
  const { t } = useTranslation('connections');
  const { t: tAny } = useTranslation();
  const [title, setTitle] = useState(connection.title);
  const rename = useCommand('connections.rename');
  const save = async (): Promise<void> => {
    if (title.trim() === '') return;
    const outcome = await rename.run({ connectionId: connection.id, title: title.trim() });
    if (outcome.ok) onDone();
  };
  return (
    <form
      className={styles.rename}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onDone();
      }}
    >
      <TextField
        label={t('rename.label')}
        value={title}
        onChange={setTitle}
        autoFocus
        problem={rename.problem && problemTexts(tAny, rename.problem).what}
      />
      <div className={styles.renameButtons}>
        <Button submits kind="primary" isBusy={rename.isRunning} disabled={title.trim() === ''}>
          {t('rename.save')}
        </Button>
        <Button onClick={onDone}>{t('rename.keep')}</Button>
      </div>
    </form>
  );
}
