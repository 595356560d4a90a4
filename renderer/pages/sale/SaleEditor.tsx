import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutboxId, Sender } from '../../../shared/contract/sending';
import type { SalesDraftId } from '../../../shared/contract/selling';
import type { CompanyId } from '../../../shared/domain/ids';
import type { SalesInvoice } from '../../../shared/domain/salesInvoice';
import { useCompany } from '../../app/company';
import { saleRules } from '../../../shared/domain/saleRules';
import { call } from '../../bridge/bridge';
import { go } from '../../stores/route';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { Banner, Card } from '../../ui/layout';
import { ConfirmSheet } from '../outgoing/ConfirmSheet';
import { SendingOff } from '../outgoing/SendingOff';
import { SwitchOnDialog } from '../outgoing/SwitchOnDialog';
import { BuyerPart } from './BuyerPart';
import { FindingText } from './FindingText';
import { HeadPart } from './HeadPart';
import { LinesPart } from './LinesPart';
import { MorePart } from './MorePart';
import { PaymentPart } from './PaymentPart';
import { PreviewDialog } from './PreviewDialog';
import { ReceivedPart } from './ReceivedPart';
import { RefusedBefore } from './RefusedBefore';
import styles from './Sale.module.css';
import { isAtField, SaleFormContext, type SaleForm } from './saleForm';
import { SaleHead } from './SaleHead';
import { SendingPart } from './SendingPart';
import { TotalsPart } from './TotalsPart';
import { useReview } from './useReview';
import { useSaleFiles, type SaleFile } from './useSaleFiles';
import { useSaleDraft, type Written } from './useSaleDraft';

interface Props {
  readonly companyId: CompanyId;
  readonly start: Written;
  readonly draftId: SalesDraftId | undefined;
  /** Refused before; this is its next try. */
  readonly after: OutboxId | undefined;
  readonly senders: readonly Sender[];
}

export function SaleEditor({ companyId, start, draftId, after, senders }: Props) {
  const { t } = useTranslation('selling');
  const { country } = useCompany();
  const rules = saleRules(country);
  const draft = useSaleDraft(companyId, start, draftId);
  const { invoice, connectionId, mode: chosenMode } = draft.written;
  const sender =
    senders.find((each) => each.connectionId === connectionId) ?? senders.find(({ isOn }) => isOn) ?? senders[0];
  const mode = chosenMode !== undefined && sender?.modes.includes(chosenMode) === true ? chosenMode : 'online';
  const [isAsked, setAsked] = useState(false);
  const [shown, setShown] = useState<'preview' | 'switch'>();
  const review = useReview(companyId, draft);
  const files = useSaleFiles(companyId, invoice);
  const form = useRef<HTMLFormElement>(null);
  const focusFirst = (): void => {
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };

  // Before somebody asks to send, an empty field is no mistake yet.
  const told = draft.findings.filter(({ key }) => isAsked || !EARLY.test(key));
  const at: SaleForm['at'] = (...paths) => {
    const here = told.filter(({ path }) => paths.includes(path));
    const finding = here.find(({ level }) => level === 'stop') ?? here[0];
    if (finding === undefined) return {};
    const text = <FindingText finding={finding} />;
    return finding.level === 'stop' ? { problem: text } : { remark: text };
  };
  const others = told.filter(({ path }) => !isAtField(path));
  const stops = draft.findings.filter(({ level }) => level === 'stop');

  const begin = async (): Promise<void> => {
    setAsked(true);
    if (sender === undefined) return;
    // Asked anew: what is shown may be older than the last word that was typed.
    const checked = sender.isOn ? undefined : await call('selling.check', { companyId, invoice });
    const isWhole = checked?.ok === true && checked.value.every(({ level }) => level !== 'stop');
    if (isWhole) {
      setShown('switch');
      return;
    }
    const isReady = sender.isOn && (await review.begin(sender, mode));
    if (!isReady) focusFirst();
  };
  const save = async (as: SaleFile): Promise<void> => {
    setAsked(true);
    await draft.keep();
    if (!(await files.save(as))) focusFirst();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void begin();
  };
  const { patch } = draft;
  const offered = draftId === undefined ? start.invoice.number : '';
  const replace = (next: SalesInvoice): void => draft.change({ invoice: next });
  return (
    <SaleFormContext value={{ companyId, rules, invoice, offered, patch, replace, at }}>
      <form ref={form} className={styles.form} onSubmit={(event) => event.preventDefault()} onKeyDown={onKeyDown}>
        <SaleHead
          kind={invoice.kind}
          isSaved={draft.isSaved}
          isBusy={review.isBusy}
          onPreview={() => setShown('preview')}
          {...(sender === undefined ? {} : { onReview: () => void begin() })}
          {...(rules.isPolish ? {} : { onSave: (as) => void save(as) })}
        />
        {sender === undefined ? (
          <Banner
            isBoxed
            state="unverified"
            action={
              <Button onClick={() => go({ place: 'connect', purpose: 'source' })}>
                {t(rules.isPolish ? 'form.connect' : 'form.connect_box')}
              </Button>
            }
          >
            {t(rules.isPolish ? 'form.no_sender' : 'form.no_sender_but_files')}
          </Banner>
        ) : (
          <SendingOff sender={sender} />
        )}
        {after !== undefined && <RefusedBefore id={after} />}
        {draft.problem && <ExplainedProblem problem={draft.problem} />}
        {review.problem && <ExplainedProblem problem={review.problem} />}
        {isAsked && stops.length > 0 && (
          <Banner isBoxed state="stopped" tone="bad">
            {t('form.stops', { count: stops.length, shown: stops.length })}
          </Banner>
        )}
        <div className={styles.top}>
          <BuyerPart />
          <HeadPart />
        </div>
        {invoice.kind === 'advance_correction' && <ReceivedPart />}
        <LinesPart />
        <div className={styles.top}>
          <PaymentPart />
          <TotalsPart />
        </div>
        {sender !== undefined && (
          <SendingPart
            senders={senders}
            sender={sender}
            mode={mode}
            onSender={(next) => draft.change({ connectionId: next.connectionId })}
            onMode={(next) => draft.change({ mode: next })}
          />
        )}
        <MorePart />
        {others.length > 0 && (
          <Card title={t('form.also')}>
            {others.map((finding, index) => (
              <p key={index} className={styles.other}>
                <FindingText finding={finding} hasPlace />
              </p>
            ))}
          </Card>
        )}
        <div className={styles.foot}>
          <Button kind="danger" onClick={() => void draft.drop().then(() => go({ place: 'outgoing' }))}>
            {t('form.drop')}
          </Button>
        </div>
      </form>
      {shown === 'preview' && (
        <PreviewDialog companyId={companyId} invoice={invoice} onClose={() => setShown(undefined)} />
      )}
      {shown === 'switch' && sender !== undefined && (
        <SwitchOnDialog
          sender={sender}
          onClose={() => setShown(undefined)}
          onDone={() => {
            setShown(undefined);
            void review.begin(sender, mode);
          }}
        />
      )}
      {review.outboxId !== undefined && (
        <ConfirmSheet ids={[review.outboxId]} onClose={review.close} onSent={review.sent} />
      )}
    </SaleFormContext>
  );
}

/** What an unfinished form has by nature. */
const EARLY =
  /\.(required|bad_nip|seller_nip|account_missing|account_needed|registry_code_needed|endpoint_needed|town_needed|buyer_address|value_missing|zero_total|no_lines)$/;
