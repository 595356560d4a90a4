// The outbox as paper: the page of a document, the codes that the law wants on it, its official receipt.
import type { InputOf, OutputOf } from '../../../../shared/contract/define';
import type { OutboxId, sending as contract } from '../../../../shared/contract/sending';
import { Failure } from '../../../../shared/errors';
import type { ArchiveReader } from '../../archive/types';
import { safeStem } from '../../bundle/entryNames';
import type { ConnectionRepo } from '../../db/repositories/connection.repo';
import { viewOf } from '../../formats/registry';
import type { ProviderManifest } from '../../providers/sdk/defineProvider';
import type { CheckLinks } from '../checkLinks';
import { savePage, type PaperParts } from '../paperService';
import { qualify, type ProviderRuntime } from '../providerRuntime';

export interface OutgoingPaperParts extends Pick<PaperParts, 'newDrawer' | 'dialogs' | 'texts'> {
  readonly reader: Pick<ArchiveReader, 'outboxItem' | 'outboxContent'>;
  readonly connections: Pick<ConnectionRepo, 'find'>;
  readonly manifestOf: (providerId: string) => ProviderManifest;
  readonly runtime: ProviderRuntime;
  readonly linkOf: CheckLinks;
}

type Out<K extends keyof typeof contract> = Promise<OutputOf<(typeof contract)[K]>>;

export interface OutgoingPapers {
  links(id: OutboxId): Out<'links'>;
  page(id: OutboxId): Out<'page'>;
  savePage(order: InputOf<(typeof contract)['savePage']>): Out<'savePage'>;
  receipt(id: OutboxId): Out<'receipt'>;
  receiptFile(id: OutboxId): Promise<{ readonly bytes: Uint8Array; readonly fileName: string }>;
}

export function outgoingPapers(parts: OutgoingPaperParts): OutgoingPapers {
  const { reader, connections, manifestOf, runtime, linkOf } = parts;

  const links: OutgoingPapers['links'] = async (id) => {
    const item = await reader.outboxItem(id);
    const connection = await connections.find(item.connectionId);
    if (!connection) throw new Failure({ kind: 'user_input', key: 'error.connection_gone' });
    const manifest = manifestOf(connection.providerId);
    if (!manifest.sending?.links) return {};
    const target = await runtime.stored(connection.id, manifest);
    const log = { info: () => undefined, warn: () => undefined };
    const ctx = runtime.context(target, { signal: new AbortController().signal, log });
    const order = {
      sellerTaxId: item.facts.seller.taxId ?? '',
      issueDate: item.facts.issueDate,
      sha256Base64Url: Buffer.from(item.sha256, 'hex').toString('base64url'),
      mode: item.mode,
    };
    try {
      const linksOf = await manifest.sending.links();
      return await linksOf(ctx, order);
    } catch (error) {
      throw qualify(manifest.id, error);
    }
  };

  const content = async (id: OutboxId) => {
    const [item, { bytes, fileName }] = await Promise.all([reader.outboxItem(id), reader.outboxContent(id, 'invoice')]);
    const { sha256, remoteNumber } = item;
    const known = remoteNumber === undefined ? {} : { remoteNumber };
    return { item, paper: { view: viewOf(bytes), fileName, sha256, ...known } };
  };

  return {
    links,
    page: async (id) => {
      const { item, paper } = await content(id);
      const { connectionId, sha256, facts } = item;
      const { issueDate, seller } = facts;
      const checkLink = await linkOf({ connectionId, sha256, issueDate, sellerTaxId: seller.taxId });
      return { ...paper, ...(checkLink === undefined ? {} : { checkLink }) };
    },
    savePage: async ({ id, language }) => {
      const { paper } = await content(id);
      // Without its codes a page of an invoice that was issued offline is no invoice: what is missing is said instead.
      const { invoice, issuer } = await links(id);
      const { view, sha256, remoteNumber } = paper;
      const codes = {
        ...(invoice === undefined ? {} : { invoice }),
        ...(issuer === undefined ? {} : { certificate: issuer }),
      };
      const facts = { view, language, sha256, links: codes, ...(remoteNumber === undefined ? {} : { remoteNumber }) };
      const stem = safeStem([view.issueDate, view.number].filter((part) => part !== undefined).join(' '));
      return { path: await savePage(parts, facts, stem === '' ? sha256.slice(0, 12) : stem) };
    },
    receipt: async (id) => {
      const { connectionId, remoteNumber = '', sha256: sent } = await reader.outboxItem(id);
      const { bytes } = await reader.outboxContent(id, 'receipt');
      const connection = await connections.find(connectionId);
      const read = connection ? await manifestOf(connection.providerId).sending?.readReceipt?.() : undefined;
      const found = read?.(bytes, remoteNumber);
      if (!found) throw new Failure({ kind: 'rejected', key: 'sending.receipt_unreadable' });
      const { sha256, ...rest } = found;
      const isForThese = Buffer.from(sha256, 'base64').toString('hex') === sent;
      return { ...rest, remoteNumber, isForThese };
    },
    receiptFile: (id) => reader.outboxContent(id, 'receipt'),
  };
}
