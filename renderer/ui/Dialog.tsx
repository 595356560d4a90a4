import type { ReactNode } from 'react';
import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './Dialog.module.css';
import { useFocusBack } from './useFocusBack';

interface Props {
  readonly title: ReactNode;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons, the one that names the effect last. */
  readonly footer?: ReactNode;
  readonly width?: number;
}
export function Dialog({ title, isOpen, onClose, children, footer, width = 480 }: Props) {
  const { t } = useTranslation('common');
  useFocusBack();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={title}
      size={width}
      centered
      // The page itself never scrolls; Mantine's lock would add a <style> element that our policy refuses.
      lockScroll={false}
      transitionProps={{ duration: 160, transition: 'fade' }}
      closeButtonProps={{ 'aria-label': t('close') }}
      overlayProps={{ backgroundOpacity: 0.32, color: '#0D1E23' }}
      classNames={{
        content: styles.content ?? '',
        header: styles.header ?? '',
        title: styles.title ?? '',
        body: styles.body ?? '',
        close: styles.close ?? '',
      }}
    >
      <div className={styles.inner}>{children}</div>
      {footer !== undefined && <div className={styles.footer}>{footer}</div>}
    </Modal>
  );
}
