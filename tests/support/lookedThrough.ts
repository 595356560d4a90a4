// What the look through the whole archive finds.
import type { CompanyProofView } from '../../shared/contract/safety';
import type { TestApp } from './testApp';

/** Begins one, unless one is under way; answers when it has ended. */
export async function lookedThrough({ call }: Pick<TestApp, 'call'>): Promise<readonly CompanyProofView[]> {
  if ((await call('safety.integrity', undefined)).running === undefined) await call('safety.check', undefined);
  return lookEnded({ call });
}

export async function lookEnded({ call }: Pick<TestApp, 'call'>): Promise<readonly CompanyProofView[]> {
  for (;;) {
    const { running, companies } = await call('safety.integrity', undefined);
    if (running === undefined) return companies;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
