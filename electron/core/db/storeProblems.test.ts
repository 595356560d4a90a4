import { describe, expect, it } from 'vitest';
import { isFailure } from '../../../shared/errors';
import { explainConnecting, explainStatement, isSpent } from './storeProblems';

const place = { server: 'db.office:5432', user: 'kontor', database: 'firm' };
const coded = (code: string, message = 'x') => Object.assign(new Error(message), { code });
const keyOf = (error: unknown) => (isFailure(error) ? error.spec.key : null);

describe('what a database server answers', () => {
  it.each([
    ['ECONNREFUSED', 'db_unreachable', 'db_lost'],
    ['ECONNRESET', 'db_unreachable', 'db_lost'],
    ['57P03', 'db_unreachable', 'db_lost'],
    ['28P01', 'db_password', 'db_password'],
    ['ER_ACCESS_DENIED_ERROR', 'db_password', 'db_password'],
    ['3D000', 'db_missing', 'db_missing'],
    ['42501', 'db_rights', 'db_rights'],
    ['53300', 'db_busy', 'db_busy'],
    ['25006', 'db_read_only', 'db_read_only'],
    ['ER_DISK_FULL', 'db_full', 'db_full'],
    ['CERT_HAS_EXPIRED', 'db_tls', 'db_tls'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'db_tls', 'db_tls'],
  ])('%s', (code, connecting, later) => {
    expect(keyOf(explainConnecting(coded(code), place))).toBe(`config.${connecting}`);
    expect(keyOf(explainStatement(coded(code), place))).toBe(`config.${later}`);
  });

  it('without a code is known by its words; whatever else answers is no database', () => {
    const said = (text: string) => keyOf(explainConnecting(new Error(text), place));
    expect(said('The server does not support SSL connections')).toBe('config.db_tls');
    expect(said('Connection terminated unexpectedly')).toBe('config.db_unreachable');
    expect(said('received invalid response: 48')).toBe('config.db_unreachable');
    // PostgreSQL gives a refused line in clear the code of a wrong password.
    const clear = coded(
      '28000',
      'no pg_hba.conf entry for host "10.0.0.7", user "kontor", database "firm", no encryption',
    );
    expect(keyOf(explainConnecting(clear, place))).toBe('config.db_tls');
  });

  it('never asks for a new sign-in of a connection, and never takes a mistake of ours for an outage', () => {
    const failure = explainConnecting(coded('28P01'), place);
    expect(failure.spec.kind).toBe('unavailable');
    const ours = coded('42P01', 'relation "x" does not exist');
    expect(explainStatement(ours, place)).toBe(ours);
    expect([isSpent(ours), isSpent(coded('25006')), isSpent(coded('KONTOR_DEADLINE'))]).toEqual([false, true, true]);
  });
});
