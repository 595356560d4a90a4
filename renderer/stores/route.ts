// Where the user is. A handful of places needs no router.
import { create } from 'zustand';

export type Route =
  | { readonly place: 'overview' }
  | { readonly place: 'invoices' }
  | { readonly place: 'import'; readonly importId: string }
  | { readonly place: 'reconcile' }
  | { readonly place: 'outgoing'; readonly outboxId?: string }
  | {
      /** The form of a sales invoice: a new one, a stored draft, or a correction of a stored sale. */
      readonly place: 'sale';
      readonly draftId?: string;
      readonly correctsId?: number;
    }
  | { readonly place: 'reports'; readonly month?: string }
  | { readonly place: 'tills' }
  | { readonly place: 'connections'; readonly connectionId?: string; readonly isCalendar?: boolean }
  | {
      /** What lies at a destination. */
      readonly place: 'files';
      readonly connectionId: string;
      /** Below the base folder. */
      readonly folders?: readonly string[];
    }
  | {
      readonly place: 'connect';
      readonly providerId?: string;
      /** Signs in again on this connection. */
      readonly connectionId?: string;
      /** A guided change of it. */
      readonly actionId?: string;
      /** Offers only sources or only destinations. */
      readonly purpose?: 'source' | 'destination';
      /** What is found makes a company of its own. */
      readonly isNewCompany?: boolean;
    }
  | { readonly place: 'activity'; readonly runId?: string; readonly connectionId?: string }
  | { readonly place: 'settings'; readonly section?: string };
export type Place = Route['place'];

/** Where one stays for another company: the same place, without what it was about; that belongs to the one before. */
export function forAnotherCompany(route: Route): Route {
  switch (route.place) {
    case 'activity':
    case 'outgoing':
      return { place: route.place };
    case 'sale':
      return route.draftId === undefined && route.correctsId === undefined ? route : { place: 'outgoing' };
    case 'files':
      return { place: 'connections' };
    case 'import':
      return { place: 'invoices' };
    case 'connect':
      return route.connectionId === undefined ? route : { place: 'connections' };
    case 'overview':
    case 'invoices':
    case 'reconcile':
    case 'reports':
    case 'connections':
    case 'tills':
    case 'settings':
      return route;
  }
}

interface RouteStore {
  readonly route: Route;
  readonly previous: Route | undefined;
  readonly go: (route: Route) => void;
  readonly back: () => void;
}
export const useRouteStore = create<RouteStore>((set) => ({
  route: { place: 'overview' },
  previous: undefined,
  go: (route) => set((state) => ({ route, previous: state.route })),
  back: () => set((state) => ({ route: state.previous ?? { place: 'overview' }, previous: undefined })),
}));

export function useRoute(): Route {
  return useRouteStore((state) => state.route);
}
export function go(route: Route): void {
  useRouteStore.getState().go(route);
}
