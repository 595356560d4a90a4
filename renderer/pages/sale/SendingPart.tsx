import { useTranslation } from 'react-i18next';
import type { Sender, SendMode } from '../../../shared/contract/sending';
import { SelectField } from '../../ui/fields';
import { Card } from '../../ui/layout';
import { StateLabel } from '../../ui/StateIcon';
import styles from './Sale.module.css';

interface Props {
  readonly senders: readonly Sender[];
  readonly sender: Sender;
  readonly mode: SendMode;
  readonly onSender: (sender: Sender) => void;
  readonly onMode: (mode: SendMode) => void;
}
/** Where it goes, and how it is issued: at once, or outside the service first. */
export function SendingPart({ senders, sender, mode, onSender, onMode }: Props) {
  const { t } = useTranslation('selling');
  return (
    <Card
      title={t('way.title')}
      note={
        <StateLabel state={sender.isOn ? 'fine' : 'locked'}>
          {t(sender.isOn ? 'way.on' : 'way.off', { target: sender.target })}
        </StateLabel>
      }
    >
      <div className={styles.fields}>
        {senders.length > 1 && (
          <SelectField
            label={t('way.through')}
            value={sender.connectionId}
            onChange={(id) => {
              const next = senders.find(({ connectionId }) => connectionId === id);
              if (next) onSender(next);
            }}
            choices={senders.map(({ connectionId, title, target }) => ({
              value: connectionId,
              label: `${title} · ${target}`,
            }))}
          />
        )}
        {sender.modes.length > 1 && (
          <SelectField
            label={t('way.mode')}
            hint={t(`way.about.${mode}`)}
            value={mode}
            onChange={onMode}
            choices={sender.modes.map((value) => ({ value, label: t(`way.modes.${value}`) }))}
          />
        )}
      </div>
    </Card>
  );
}
