import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { InvoicePaper as Paper } from '../../../../shared/contract/invoices';
import type {
  InvoiceView,
  ViewBlock,
  ViewField,
  ViewLabel,
  ViewParty,
  ViewValue,
} from '../../../../shared/domain/invoiceView';
import { remoteNumberLabel, toldRemoteNumber } from '../../../../shared/domain/remoteNumber';
import { CopyButton } from '../../../ui/CopyButton';
import { QrCode } from '../../../ui/QrCode';
import styles from './Paper.module.css';
import { type Page, PageContext, usePage } from './page';
import { PaperTable } from './PaperTable';

/** Below these blocks stand the totals. */
const SUMMED: ReadonlySet<string> = new Set([
  'correction',
  'corrected_invoices',
  'lines',
  'order_lines',
  'order_value',
  'rates',
  'settlement',
]);

export function InvoicePaper({ paper, ...page }: Page & { readonly paper: Paper }) {
  const { view } = paper;
  const end = view.blocks.findLastIndex((block) => SUMMED.has(block.id)) + 1;
  return (
    <PageContext value={page}>
      <div className={`${styles.frame} ${page.isWhole ? '' : styles.small}`} data-printable={page.isWhole || undefined}>
        <div className={styles.sheet}>
          <Head view={view} remoteNumber={paper.remoteNumber} />
          {view.parties.length > 0 && (
            <div className={styles.parties}>
              {view.parties.map((party, index) => (
                <Party key={index} party={party} />
              ))}
            </div>
          )}
          {view.blocks.slice(0, end).map((block, index) => (
            <Block key={index} block={block} />
          ))}
          <Totals totals={view.totals} />
          {view.blocks.slice(end).map((block, index) => (
            <Block key={index} block={block} />
          ))}
          <Quiet quiet={view.quiet} />
          <Rest rest={view.rest} />
          {page.isWhole && <Proof paper={paper} />}
        </div>
      </div>
    </PageContext>
  );
}

function Head({ view, remoteNumber }: { readonly view: InvoiceView; readonly remoteNumber: string | undefined }) {
  const { words } = usePage();
  const told = toldRemoteNumber(remoteNumber, view.number);
  return (
    <div className={styles.top}>
      <div className={styles.topName}>
        <div className={styles.title}>{words.line(view.title)}</div>
        {view.number !== undefined && (
          <div className={styles.no}>
            <Copyable text={view.number}>{view.number}</Copyable>
          </div>
        )}
        {told !== undefined && (
          <div>
            <div className={styles.label}>{words.line({ key: remoteNumberLabel(told) })}</div>
            <Copyable text={told}>
              <span className={styles.mono}>{told}</span>
            </Copyable>
          </div>
        )}
      </div>
      {view.head.length > 0 && (
        <dl className={styles.facts}>
          {view.head.map(({ label, value }, index) => [
            <dt key={`${index} label`}>{words.line(label)}</dt>,
            <dd key={index}>
              <Value value={value} />
            </dd>,
          ])}
        </dl>
      )}
    </div>
  );
}

function Party({ party }: { readonly party: ViewParty }) {
  const { words } = usePage();
  return (
    <div className={styles.party}>
      <div className={styles.label}>{words.line(party.role)}</div>
      {party.name !== undefined && (
        <div className={party.place === 'main' ? styles.partyName : styles.partyOther}>{party.name}</div>
      )}
      {party.address.map((line, index) => (
        <div key={index} className={styles.soft}>
          {line}
        </div>
      ))}
      {party.fields.map(({ label, value }, index) => (
        <div key={index} className={styles.soft}>
          {words.line(label)}: <Value value={value} />
        </div>
      ))}
    </div>
  );
}

function Block({ block }: { readonly block: ViewBlock }) {
  const { words } = usePage();
  return (
    <div className={styles.block}>
      {block.title !== undefined && <div className={styles.blockTitle}>{words.line(block.title)}</div>}
      {block.type === 'table' && <PaperTable block={block} />}
      {block.type === 'fields' && block.groups.map((group, index) => <Fields key={index} fields={group.fields} />)}
      {block.type === 'text' && (
        <div className={styles.text}>
          {block.paragraphs.map((text, index) => (
            <p key={index}>{text}</p>
          ))}
        </div>
      )}
      {block.type === 'tree' && (
        <div className={styles.tree}>
          {block.nodes.map(({ depth, label, value }, index) => (
            <div key={index} style={{ paddingInlineStart: `${Math.min(depth, 12) * 1.2}em` }}>
              <span className={value === undefined ? styles.partyOther : styles.soft}>{words.line(label)}</span>
              {value !== undefined && <>: {words.value(value)}</>}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

const LONG = 90;

function Fields({ fields }: { readonly fields: readonly ViewField[] }) {
  const { words } = usePage();
  return (
    <dl className={styles.fields}>
      {fields.map(({ label, value, path }, index) => (
        <div key={index} className={words.value(value).length > LONG ? styles.long : ''}>
          <dt>{path ?? words.line(label)}</dt>
          <dd>
            <Value value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Totals({ totals }: { readonly totals: readonly ViewField[] }) {
  const { words } = usePage();
  if (totals.length === 0) return null;
  return (
    <dl className={styles.totals}>
      {totals.map(({ label, value }, index) => [
        <dt key={`${index} label`}>{words.line(label)}</dt>,
        <dd key={index}>{words.value(value)}</dd>,
      ])}
    </dl>
  );
}

/** Small print: what the document says by "no", and what it says about itself. */
function Quiet({ quiet }: { readonly quiet: readonly ViewField[] }) {
  const { words } = usePage();
  if (quiet.length === 0) return null;
  return (
    <div className={styles.quiet}>
      {quiet.map(({ label, value }) => `${words.line(label)}: ${words.value(value)}`).join(' · ')}
    </div>
  );
}

function Rest({ rest }: { readonly rest: readonly ViewField[] }) {
  if (rest.length === 0) return null;
  const title: ViewLabel = { key: 'fa.section.rest' };
  return <Block block={{ type: 'fields', id: 'rest', title, groups: [{ fields: [...rest] }] }} />;
}

function Proof({ paper }: { readonly paper: Paper }) {
  const { t } = useTranslation('invoices');
  const { words } = usePage();
  const { checkLink, remoteNumber, sha256 } = paper;
  return (
    <div className={styles.proof}>
      {checkLink === undefined ? <span /> : <QrCode text={checkLink} size={132} label={t('proof.qr')} />}
      <div className={styles.proofText}>
        {checkLink !== undefined && (
          <>
            <div className={styles.blockTitle}>{words.line({ key: 'fa.column.check' })}</div>
            {words.parts({ key: 'fa.column.check_note' }).map((part) => (
              <div key={part} className={styles.soft}>
                {part}
              </div>
            ))}
            <div className={styles.mono}>{remoteNumber ?? 'OFFLINE'}</div>
          </>
        )}
        <div>
          <div className={styles.label}>{words.line({ key: 'fa.column.sha256' })}</div>
          <Copyable text={sha256}>
            <span className={styles.mono}>{sha256}</span>
          </Copyable>
        </div>
      </div>
    </div>
  );
}

const COPIED: ReadonlySet<ViewValue['kind']> = new Set<ViewValue['kind']>(['account', 'id', 'taxId']);

function Value({ value }: { readonly value: ViewValue }) {
  const { words } = usePage();
  const text = words.value(value);
  if (!COPIED.has(value.kind)) return text;
  return (
    <Copyable text={value.text}>
      <span className={value.kind === 'id' ? styles.mono : undefined}>{text}</span>
    </Copyable>
  );
}

function Copyable({ text, children }: { readonly text: string; readonly children: ReactNode }) {
  const { t } = useTranslation('invoices');
  const { isWhole } = usePage();
  if (!isWhole) return children;
  return (
    <span className={styles.value}>
      {children}
      <CopyButton text={text} label={t('paper.copy', { text })} />
    </span>
  );
}
