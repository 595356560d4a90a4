import { useEffect } from 'react';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from './Button';
import { StateIcon } from './StateIcon';
import { useToasts, type Toast } from './toasts';
import styles from './Toasts.module.css';

const SHOWN_MS = 6000;

export function Toasts() {
  const { t } = useTranslation('common');
  const toasts = useToasts((state) => state.toasts);
  return (
    <div className={styles.stack} role="region" aria-live="polite" aria-label={t('notices')}>
      {toasts.map((toast) => (
        <ToastItem key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function ToastItem({ toast }: { readonly toast: Toast }) {
  const { t } = useTranslation('common');
  const dismiss = useToasts((state) => state.dismiss);
  useEffect(() => {
    // What asks for a decision stays until it is answered.
    if (toast.action !== undefined || toast.state === 'stopped') return undefined;
    const timer = setTimeout(() => dismiss(toast.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [toast, dismiss]);
  return (
    <div className={styles.toast}>
      <StateIcon state={toast.state} />
      <span className={styles.text}>{toast.text}</span>
      {toast.action !== undefined && (
        <Button
          size="xs"
          onClick={() => {
            toast.action?.run();
            dismiss(toast.id);
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <IconButton
        size="xs"
        label={t('close')}
        icon={<IconX size={16} stroke={1.5} />}
        onClick={() => dismiss(toast.id)}
      />
    </div>
  );
}
