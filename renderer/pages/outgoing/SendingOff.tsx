import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sender } from '../../../shared/contract/sending';
import { go } from '../../stores/route';
import { Button } from '../../ui/Button';
import { Banner } from '../../ui/layout';
import { SwitchOnDialog } from './SwitchOnDialog';

/** Said on entering, not at the last click: this connection sends nothing yet, and how that changes. */
export function SendingOff({ sender }: { readonly sender: Sender }) {
  const { t } = useTranslation('selling');
  const [isOpen, setOpen] = useState(false);
  const { title, target, connectionId } = sender;
  if (sender.isPaused)
    return (
      <Banner
        isBoxed
        state="paused"
        action={<Button onClick={() => go({ place: 'connections', connectionId })}>{t('off.open')}</Button>}
      >
        {t('off.paused', { title })}
      </Banner>
    );
  if (sender.isOn) return null;
  return (
    <>
      <Banner isBoxed state="locked" action={<Button onClick={() => setOpen(true)}>{t('off.switch')}</Button>}>
        {t('off.text', { title, target })}
      </Banner>
      {isOpen && <SwitchOnDialog sender={sender} onClose={() => setOpen(false)} onDone={() => setOpen(false)} />}
    </>
  );
}
