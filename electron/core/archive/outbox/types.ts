// What the archive keeps of sending, as its two workers offer it.
import type { OutboxFacts, OutboxItem, OutboxState, SendMode } from '../../../../shared/contract/sending';
import type { CompanyId, ConnectionId } from '../../../../shared/domain/ids';
import type { AppError } from '../../../../shared/errors';
import type { SendPackaging } from '../../providers/sdk/sending';

export interface NewOutboxItem {
  readonly id: string;
  readonly companyId: CompanyId;
  readonly connectionId: ConnectionId;
  readonly providerId: string;
  readonly at: string;
  readonly mode: SendMode;
  readonly fileName: string;
  readonly facts: OutboxFacts;
  readonly corrects?: string;
  readonly content: Uint8Array;
}

export interface OutboxStep {
  readonly id: string;
  readonly state: OutboxState;
  readonly trace?: { readonly session: string; readonly item?: string | undefined };
  readonly remoteNumber?: string;
  readonly wasThere?: boolean;
  readonly problem?: AppError;
}

/** What a run of sending has to see to its end. */
export interface OutboxOpen {
  readonly item: OutboxItem;
  readonly path: string;
  readonly trace?: { readonly session: string; readonly item?: string };
  /** Its file is not there as it was stored: it is not what was confirmed. */
  readonly isDamaged?: true;
  /** Lower-case hex of what it corrects technically. */
  readonly correctsSha256?: string;
}

export interface OutboxWriter {
  /** The invoice's bytes on disk, then its record. Made again with the same id: nothing. */
  addOutbox(item: NewOutboxItem): Promise<void>;
  /** All of them in one record. What was accepted or withdrawn stays so. */
  stepOutbox(companyId: CompanyId, at: string, steps: readonly OutboxStep[]): Promise<void>;
  saveOutboxReceipt(
    companyId: CompanyId,
    at: string,
    receipt: { readonly ids: readonly string[]; readonly fileName: string; readonly content: Uint8Array },
  ): Promise<void>;
  /** One package of these, named by their ids, outside the archive; the same every time. */
  packOutbox(ids: readonly string[], toPath: string, packaging: SendPackaging): Promise<void>;
}

export interface OutboxReader {
  /** Newest first. */
  outbox(query: {
    readonly companyId: CompanyId;
    readonly states: readonly OutboxState[];
    readonly before?: { readonly createdAt: string; readonly id: string };
    readonly limit: number;
  }): Promise<readonly OutboxItem[]>;
  outboxItem(id: string): Promise<OutboxItem>;
  openOutbox(connectionId: ConnectionId): Promise<readonly OutboxOpen[]>;
  /** Connections with something that was confirmed and is not finished. */
  outboxConnections(): Promise<readonly { readonly companyId: string; readonly connectionId: string }[]>;
  /** Bytes are checked against their stored hash. */
  outboxContent(
    id: string,
    which: 'invoice' | 'receipt',
  ): Promise<{ readonly bytes: Uint8Array; readonly fileName: string; readonly mediaType: string }>;
}
