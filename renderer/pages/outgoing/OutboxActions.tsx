import { useTranslation } from 'react-i18next';
import { IconFileTypePdf } from '@tabler/icons-react';
import type { OutboxItem } from '../../../shared/contract/sending';
import { useCommand } from '../../bridge/hooks';
import { go } from '../../stores/route';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { useFormats } from '../../ui/formatsContext';
import { showToast } from '../../ui/toasts';
import { usePaperLanguage } from '../invoices/paper/paperLanguage';
import { canDiscard, isOpen } from './outboxWords';
import styles from './Outgoing.module.css';

/** What can be done with it now: one primary button, named after its effect. */
export function OutboxActions({ item, onSend }: { readonly item: OutboxItem; readonly onSend: () => void }) {
  const { t } = useTranslation('selling');
  const language = usePaperLanguage(useFormats().language);
  const receipt = useCommand('sending.saveReceipt');
  const page = useCommand('sending.savePage');
  const resume = useCommand('sending.resume');
  const discard = useCommand('sending.discard');
  const again = useCommand('selling.again');
  const problem = [receipt, page, resume, discard, again].find((each) => each.problem !== undefined)?.problem;
  const saved = (path: string | null, key: 'receipt_saved' | 'page_saved'): void => {
    if (path !== null) showToast({ state: 'done', text: t(key, { path }) });
  };
  const { id, companyId, connectionId, state } = item;
  const writeOn = async (): Promise<void> => {
    const outcome = await again.run({ companyId, outboxId: id });
    if (outcome.ok) go({ place: 'sale', draftId: outcome.value.id });
  };
  return (
    <>
      <div className={styles.actions}>
        {state === 'draft' && (
          <Button kind="primary" onClick={onSend}>
            {t('send')}
          </Button>
        )}
        {item.hasReceipt && (
          <Button
            kind="primary"
            isBusy={receipt.isRunning}
            onClick={() =>
              void receipt.run({ id }).then((outcome) => outcome.ok && saved(outcome.value.path, 'receipt_saved'))
            }
          >
            {t('save_receipt')}
          </Button>
        )}
        {isOpen(item) && (
          <Button
            kind={item.hasReceipt ? 'default' : 'primary'}
            isBusy={resume.isRunning}
            onClick={() => void resume.run({ connectionId })}
          >
            {t('go_on')}
          </Button>
        )}
        {(state === 'rejected' || state === 'draft') && (
          <Button
            kind={state === 'rejected' ? 'primary' : 'default'}
            isBusy={again.isRunning}
            onClick={() => void writeOn()}
          >
            {t(state === 'rejected' ? 'write_again' : 'change')}
          </Button>
        )}
        <Button
          icon={<IconFileTypePdf size={16} stroke={1.5} />}
          isBusy={page.isRunning}
          onClick={() =>
            void page.run({ id, language }).then((outcome) => outcome.ok && saved(outcome.value.path, 'page_saved'))
          }
        >
          {t('save_page')}
        </Button>
        {canDiscard(item) && (
          <Button
            kind="danger"
            isBusy={discard.isRunning}
            onClick={() => void discard.run({ ids: [id] }).then(() => go({ place: 'outgoing' }))}
          >
            {t(state === 'rejected' ? 'put_away' : 'discard')}
          </Button>
        )}
      </div>
      {problem && <ExplainedProblem problem={problem} />}
    </>
  );
}
