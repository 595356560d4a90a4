// What KSeF's word on an invoice means for us. A duplicate with our own bytes is our invoice: an earlier try had arrived.
import type { SendStep, SendTrace } from '../../sdk/sending';
import type { InvoiceStatus } from '../api/sessions';
import { allPages } from '../api/caller';
import { INVOICE_STATUS } from '../errorTable';
import { isRefusal, refusalOfStatus, supportText } from '../errors';
import { polishDateOf } from '../instants';
import type { KsefClient } from '../ksefClient';

/** It has to be decided yet; nothing is to be sent again, however long it takes. */
export const isWaiting = ({ status }: Pick<InvoiceStatus, 'status'>): boolean => status.code < 200;

/** Dropped by KSeF without a number, for reasons of its own: the same invoice may go again. */
const DROPPED = [405, 500, 550];

export async function stepOf(
  client: KsefClient,
  state: InvoiceStatus,
  trace: SendTrace,
  sha256: string,
): Promise<SendStep> {
  const { status } = state;
  if (status.code === 200 && state.ksefNumber !== undefined)
    return { step: 'accepted', trace, remoteNumber: state.ksefNumber, ...receivedOf(state.acquisitionDate) };
  if (status.code === 440) return duplicateStep(client, state, trace, sha256);
  if (DROPPED.includes(status.code)) return { step: 'queued' };
  return { step: 'rejected', trace, problem: problemOf(state) };
}

export function problemOf({ status }: Pick<InvoiceStatus, 'status'>) {
  const said = supportText([(status.details ?? []).join(' '), status.description]);
  return refusalOfStatus(status, INVOICE_STATUS, { said }).spec;
}

function receivedOf(acquisitionDate: string | undefined) {
  return acquisitionDate === undefined
    ? {}
    : { receivedAt: acquisitionDate, receivedOn: polishDateOf(acquisitionDate) };
}

async function duplicateStep(
  client: KsefClient,
  state: InvoiceStatus,
  trace: SendTrace,
  sha256: string,
): Promise<SendStep> {
  const number = text(state.status.extensions?.['originalKsefNumber']);
  const session = text(state.status.extensions?.['originalSessionReferenceNumber']);
  if (number === '') return { step: 'rejected', trace, problem: problemOf(state) };
  const original = await originalOf(client, number, session);
  // Whether it is ours cannot be seen: said, and never decided by a guess.
  if (original === null) return { step: 'rejected', trace, problem: problemOf(state) };
  if (original.sha256 !== sha256) {
    const { details } = problemOf(state);
    const problem = { kind: 'conflict', key: 'invoice_number_taken', params: { number } } as const;
    return { step: 'rejected', trace, problem: { ...problem, ...(details === undefined ? {} : { details }) } };
  }
  return {
    step: 'accepted',
    trace: session === '' ? trace : { session, ...(original.item === undefined ? {} : { item: original.item }) },
    remoteNumber: number,
    wasThere: true,
    ...receivedOf(original.acquisitionDate),
  };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

interface Original {
  readonly sha256: string;
  readonly item?: string;
  readonly acquisitionDate?: string;
}

const NOT_FOUND = 21164;

/** In its own session, where that is ours to see; else the document itself. Null where KSeF shows neither to this sign-in. */
async function originalOf(client: KsefClient, number: string, session: string): Promise<Original | null> {
  if (session !== '') {
    const found = await findInSession(client, session, ({ ksefNumber }) => ksefNumber === number).catch(
      (error: unknown) => {
        if (isRefusal(error) && error.spec.kind !== 'rate_limited' && error.status < 500) return null;
        throw error;
      },
    );
    if (found?.invoiceHash !== undefined)
      return {
        sha256: found.invoiceHash,
        item: found.referenceNumber,
        ...(found.acquisitionDate === undefined ? {} : { acquisitionDate: found.acquisitionDate }),
      };
  }
  try {
    return { sha256: (await client.invoices.download(number)).sha256 };
  } catch (error) {
    if (isRefusal(error, NOT_FOUND) || (isRefusal(error) && error.spec.kind === 'permission')) return null;
    throw error;
  }
}

/** The first invoice of a session that fits, page by page. */
export async function findInSession(
  client: KsefClient,
  session: string,
  fits: (invoice: InvoiceStatus) => boolean,
): Promise<InvoiceStatus | null> {
  for await (const { invoices } of allPages((continuationToken) =>
    client.sessions.invoices(session, { continuationToken }),
  )) {
    const found = invoices.find(fits);
    if (found) return found;
  }
  return null;
}
