// The certificate by which a server of the firm's own is known. Keys do not end by themselves.
import { certificateExpiry, certificateIn, type FindExpiries } from '../expiry';

const FIELD = 'ca_certificate';

export const expiriesOf: FindExpiries = (ctx) => {
  const isOwn = ctx.connection.settings['certificate'] === 'own';
  const certificate = isOwn ? certificateIn(ctx.connection.credential(FIELD) ?? '') : null;
  return Promise.resolve(certificate ? [certificateExpiry(FIELD, certificate)] : []);
};
