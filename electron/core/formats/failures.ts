// How a format says no: the bytes stay in the archive, only the projection is missing.
import { Failure, type MessageParams } from '../../../shared/errors';

/** `reason` is the last part of the message key `format.<reason>`; `details` is for support and holds no text of the document. */
export function unreadable(reason: string, details?: string, params?: MessageParams): Failure {
  return new Failure({
    kind: 'rejected',
    key: `format.${reason}`,
    ...(params === undefined ? {} : { params }),
    ...(details === undefined ? {} : { details }),
  });
}

export function missingField(field: string): Failure {
  return unreadable('missing_field', `missing ${field}`, { field });
}

export function badField(field: string): Failure {
  return unreadable('bad_field', `unreadable value in ${field}`, { field });
}
