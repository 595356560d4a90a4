import type { ReactNode } from 'react';
import { IconRefreshDot } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/contract/connections';
import type { ReceiptView } from '../../../shared/contract/receipts';
import type { BundleView } from '../../../shared/contract/reports';
import type { RunPart } from '../../../shared/contract/runs';
import type { CompanyId } from '../../../shared/domain/ids';
import { isProven } from '../../../shared/domain/receipts';
import { useConnectionNames } from '../../app/useConnectionNames';
import { useCommand } from '../../bridge/hooks';
import { percentOf } from '../../features/runs/runProgress';
import { go } from '../../stores/route';
import { IconButton, LinkButton } from '../../ui/Button';
import { CopyButton } from '../../ui/CopyButton';
import { plainDateOf } from '../../ui/format';
import { useFormats } from '../../ui/formatsContext';
import { ProviderTile } from '../../ui/layout';
import { problemTexts } from '../../ui/problemTexts';
import { ProgressBar } from '../../ui/ProgressBar';
import { StateLabel } from '../../ui/StateIcon';
import { Tooltip } from '../../ui/Tooltip';
import { Mono, PathText, useInstantText } from '../../ui/values';
import styles from './Receipts.module.css';
import { shortHash } from './shortHash';
import { useToastOf } from './useToastOf';

interface Props {
  readonly connection: ConnectionView;
  readonly bundle: BundleView;
  /** The newest older revision that lies there. */
  readonly older: BundleView | undefined;
  readonly isNewest: boolean;
  readonly part: RunPart | undefined;
  readonly isBusy: boolean;
  readonly companyId: CompanyId;
}
export function ReceiptRow(props: Props) {
  const { bundle, connection, part } = props;
  const nameOf = useConnectionNames(props.companyId);
  const { title, letters } = nameOf(connection.id);
  const ours = bundle.receipts.filter(({ connectionId }) => connectionId === connection.id);
  // What was sent again stands for what a check found missing.
  const receipt = ours.findLast(isProven) ?? ours.at(-1);
  const name = (
    <span role="cell" className={styles.name} title={title}>
      {title}
    </span>
  );
  if (receipt) {
    return (
      <Line letters={letters} name={name}>
        {part && part.state !== 'failed' && !isProven(receipt) ? (
          <Sending part={part} title={title} />
        ) : (
          <Stored {...props} receipt={receipt} title={title} />
        )}
      </Line>
    );
  }
  return (
    <Line letters={letters} name={name}>
      {part && part.state !== 'failed' ? <Sending part={part} title={title} /> : <NotThere {...props} />}
    </Line>
  );
}

function Line({
  letters,
  name,
  children,
}: {
  readonly letters: string;
  readonly name: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div role="row" className={styles.row}>
      <ProviderTile letters={letters} size={24} />
      {name}
      {children}
    </div>
  );
}

interface StoredProps extends Props {
  readonly receipt: ReceiptView;
  readonly title: string;
}
function Stored({ receipt, title, bundle, connection, companyId, isBusy }: StoredProps) {
  const { t } = useTranslation('reports');
  const formats = useFormats();
  const instantText = useInstantText();
  const check = useCommand('reports.check');
  const upload = useCommand('reports.upload');
  const toastOf = useToastOf();
  const { checked } = receipt;
  const { month } = bundle;
  const connectionId = connection.id;
  const day = plainDateOf(new Date(receipt.at));
  const short = day === plainDateOf(new Date()) ? formats.time(receipt.at) : formats.dateShort(day);
  const again = (): void =>
    void upload.run({ companyId, month, connectionId, reportName: bundle.fileName }).then(toastOf);
  const copied = [title, receipt.path, `${receipt.bytes} B`, `SHA-256 ${receipt.sha256}`, receipt.at].join('\n');
  const proof = [
    `${instantText(receipt.at)}.`,
    t(`receipt.by_${receipt.verifiedBy}`),
    ...(receipt.pc === undefined ? [] : [t('receipt.on_pc', { pc: receipt.pc })]),
    ...(receipt.remoteId === undefined ? [] : [`${t('receipt.remote_id')}: ${receipt.remoteId}`]),
    ...(checked
      ? [t(`check.text_${checked.state}`, { at: instantText(checked.at), path: checked.path ?? receipt.path })]
      : []),
  ].join(' ');
  return (
    <>
      <span role="cell" className={styles.path}>
        <LinkButton
          className={styles.toFolder ?? ''}
          aria-label={t('receipt.open_folder', { path: receipt.path })}
          onClick={() => go({ place: 'files', connectionId, folders: month.split('-') })}
        >
          <PathText path={receipt.path} />
        </LinkButton>
      </span>
      <span role="cell" className={styles.size}>
        {formats.bytes(receipt.bytes)}
      </span>
      <span role="cell" className={styles.sum}>
        <Mono oneLine title={receipt.sha256}>
          {shortHash(receipt.sha256)}
        </Mono>
      </span>
      <span role="cell" className={styles.receipt}>
        <Tooltip label={proof}>
          <span className={styles.verified} tabIndex={0}>
            <StateLabel state={!isProven(receipt) ? 'stopped' : checked?.state === 'moved' ? 'attention' : 'ok'}>
              {checked ? t(`check.${checked.state}`) : t('receipt.verified')}
            </StateLabel>
            <span className={styles.at}>{short}</span>
          </span>
        </Tooltip>
        <span className={styles.buttons}>
          {!isProven(receipt) && connection.state !== 'paused' && (
            <LinkButton disabled={isBusy || upload.isRunning} onClick={again}>
              {t('check.again')}
            </LinkButton>
          )}
          <IconButton
            size="xs"
            label={t('check.one', { destination: title })}
            icon={<IconRefreshDot size={16} stroke={1.5} />}
            disabled={isBusy || check.isRunning}
            onClick={() => void check.run({ companyId, month, connectionId }).then(toastOf)}
          />
          <CopyButton text={copied} label={t('receipt.copy', { destination: title })} />
        </span>
      </span>
    </>
  );
}

function Sending({ part, title }: { readonly part: RunPart; readonly title: string }) {
  const { t } = useTranslation('reports');
  const formats = useFormats();
  const percent = percentOf(part.done, part.total) ?? 0;
  const isWaiting = part.state === 'waiting';
  const { t: activity } = useTranslation('activity');
  const word =
    part.isPaused === true
      ? activity('line.paused')
      : isWaiting
        ? t('receipt.waiting', { time: part.waitsUntil === undefined ? '' : formats.time(part.waitsUntil) })
        : t('receipt.running', { percent: formats.percent(percent / 100) });
  return (
    <>
      <span role="cell" className={styles.wide}>
        <ProgressBar
          label={title}
          done={part.done}
          state={isWaiting ? 'waiting' : 'running'}
          {...(part.total === undefined ? {} : { total: part.total })}
        />
      </span>
      <span role="cell" className={styles.receipt}>
        <StateLabel state={isWaiting ? 'waiting' : 'running'}>{word}</StateLabel>
      </span>
    </>
  );
}

function NotThere({ bundle, connection, older, isNewest, isBusy, companyId }: Props) {
  const { t } = useTranslation('reports');
  const { t: tAny } = useTranslation();
  const upload = useCommand('reports.upload');
  const toastOf = useToastOf();
  const start = (): void =>
    void upload.run({ companyId, month: bundle.month, connectionId: connection.id }).then(toastOf);
  const problem = isNewest && connection.state === 'needs_attention' ? connection.problem : undefined;
  const text = problem
    ? problemTexts(tAny, problem).what
    : older
      ? t('receipt.old', { revision: older.revision })
      : t('receipt.none');
  return (
    <>
      <span role="cell" className={`${styles.wide} ${styles.absent}`} title={text}>
        <StateLabel state={problem ? 'stopped' : older ? 'late' : 'due'}>{text}</StateLabel>
      </span>
      <span role="cell" className={styles.receipt}>
        {isNewest && connection.state !== 'paused' && (
          <LinkButton disabled={isBusy || upload.isRunning} onClick={start}>
            {problem ? t('upload_again') : t('upload_one')}
          </LinkButton>
        )}
      </span>
    </>
  );
}
