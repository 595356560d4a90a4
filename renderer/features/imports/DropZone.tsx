import { useEffect, useState } from 'react';
import { IconFileImport } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CompanyId } from '../../../shared/domain/ids';
import { dropFiles } from '../../bridge/bridge';
import { go } from '../../stores/route';
import styles from './DropZone.module.css';

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** Files may be dropped anywhere on the window, on every page that does not take them itself. */
export function DropZone({ companyId }: { readonly companyId: CompanyId }) {
  const { t } = useTranslation('imports');
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const onOver = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      // Without this the window would go to the file.
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      void dropFiles('imports.drop', { companyId }, files).then((outcome) => {
        if (outcome.ok && outcome.value.importId !== undefined)
          go({ place: 'import', importId: outcome.value.importId });
      });
    };
    window.addEventListener('dragover', onOver);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [companyId]);
  if (!isOver) return null;
  return (
    <div className={styles.zone} aria-hidden>
      <div className={styles.card}>
        <IconFileImport size={22} stroke={1.5} />
        <p className={styles.title}>{t('drop.title')}</p>
        <p className={styles.text}>{t('drop.text')}</p>
      </div>
    </div>
  );
}
