// A browser whose user agrees to everything: opens the page of a sign-in and comes back with where it leads.
import type { VisitPage } from '../../electron/core/providers/sdk/context';

export const visitAt =
  (redirectUri: string): VisitPage =>
  async ({ page }) => {
    const answer = await fetch(page(redirectUri), { redirect: 'manual' });
    return { redirectUri, answer: new URL(answer.headers.get('location') ?? '').searchParams };
  };
