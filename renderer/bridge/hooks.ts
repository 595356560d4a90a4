import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import {
  keepPreviousData,
  useInfiniteQuery as useTanStackInfinite,
  useIsFetching,
  useQuery as useTanStack,
  type QueryClient,
} from '@tanstack/react-query';
import type { KontorCall, KontorEvent } from '../../shared/contract/index';
import type { AppError, Outcome } from '../../shared/errors';
import { call, CallProblem, listen, type CallInput, type CallOutput, type EventPayload } from './bridge';

export interface QueryState<T> {
  readonly data: T | undefined;
  readonly problem: AppError | undefined;
  /** Nothing to show yet. */
  readonly isLoading: boolean;
  /** `data` belongs to the previous input while the new one loads. */
  readonly isPrevious: boolean;
  readonly retry: () => void;
}
export interface QueryOptions {
  readonly enabled?: boolean;
  /** Keep showing the last answer while the next input loads. */
  readonly keepPrevious?: boolean;
  /** Main asks elsewhere and hears of no change there: asked anew whenever it is shown. */
  readonly isElsewhere?: boolean;
}

async function fetchOrThrow<N extends KontorCall>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const outcome = await call(name, input);
  if (!outcome.ok) throw new CallProblem(outcome.error);
  return outcome.value;
}

/** Asked before anything is drawn: the answers are on their way while the page is put together. */
export function askAhead(client: QueryClient, names: readonly CallWithoutInput[]): void {
  for (const name of names) {
    const queryFn = (): Promise<unknown> => fetchOrThrow(name, undefined);
    // Whoever shows the answer shows what went wrong as well.
    client.query({ queryKey: [name, null], queryFn }).catch(() => undefined);
  }
}
type CallWithoutInput = { [N in KontorCall]: undefined extends CallInput<N> ? N : never }[KontorCall];

function problemOf(error: unknown): AppError | undefined {
  return error instanceof CallProblem ? error.problem : undefined;
}

/** Reads; repeated when main says that something changed. `useQuery('app.info', undefined)`. */
export function useQuery<N extends KontorCall>(
  name: N,
  input: CallInput<N>,
  options: QueryOptions = {},
): QueryState<CallOutput<N>> {
  const result = useTanStack({
    queryKey: [name, input],
    queryFn: (): Promise<unknown> => fetchOrThrow(name, input),
    enabled: options.enabled ?? true,
    ...(options.keepPrevious === true ? { placeholderData: keepPreviousData } : {}),
  });
  return {
    data: result.data as CallOutput<N> | undefined,
    problem: problemOf(result.error),
    isLoading: result.isPending && (options.enabled ?? true),
    isPrevious: result.isPlaceholderData,
    retry: () => void result.refetch(),
  };
}

export interface PagedState<T> {
  readonly rows: readonly T[];
  readonly problem: AppError | undefined;
  readonly isLoading: boolean;
  readonly isPrevious: boolean;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

/** Keyset pages of one list, flattened. `pick` must be a constant function. `nextOf` gives the input of the page after `page`, or nothing at the end. */
export function usePages<N extends KontorCall, R>(
  name: N,
  first: CallInput<N>,
  pick: (page: CallOutput<N>) => readonly R[],
  nextOf: (page: CallOutput<N>, input: CallInput<N>) => CallInput<N> | undefined,
  options: QueryOptions = {},
): PagedState<R> {
  const result = useTanStackInfinite({
    queryKey: [name, 'pages', first],
    queryFn: ({ pageParam }): Promise<unknown> => fetchOrThrow(name, pageParam as CallInput<N>),
    initialPageParam: first,
    getNextPageParam: (page, _pages, input) => nextOf(page as CallOutput<N>, input),
    ...(options.isElsewhere === true ? { refetchOnMount: 'always' as const } : {}),
    enabled: options.enabled ?? true,
    ...(options.keepPrevious === true ? { placeholderData: keepPreviousData } : {}),
  });
  const pages = result.data?.pages;
  // The same array while the pages are the same: a table redraws only what changed.
  const rows = useMemo(() => (pages ?? []).flatMap((page) => [...pick(page as CallOutput<N>)]), [pages, pick]);
  // A page that failed is asked for again by a person only: a list would ask without end.
  const hasStopped = result.isFetchNextPageError;
  const hasMore = result.hasNextPage && !hasStopped;
  return {
    rows,
    problem: problemOf(result.error),
    isLoading: result.isPending && (options.enabled ?? true),
    isPrevious: result.isPlaceholderData,
    hasMore,
    isLoadingMore: result.isFetchingNextPage,
    loadMore: () => {
      if (hasMore && !result.isFetchingNextPage) void result.fetchNextPage();
    },
    retry: () => void (hasStopped ? result.fetchNextPage() : result.refetch()),
  };
}

/** Whether an answer to this call is on its way; more pages of an answer that is there do not count. */
export function useIsAsking(name: KontorCall): boolean {
  return useIsFetching({ queryKey: [name], predicate: ({ state }) => state.fetchMeta?.fetchMore === undefined }) > 0;
}

export interface CommandState<N extends KontorCall> {
  /** Never throws: the answer says whether it worked. */
  readonly run: (input: CallInput<N>) => Promise<Outcome<CallOutput<N>>>;
  readonly isRunning: boolean;
  readonly problem: AppError | undefined;
  readonly reset: () => void;
}

/** Changes something; never repeated by itself. */
export function useCommand<N extends KontorCall>(name: N): CommandState<N> {
  const [state, setState] = useState<{ running: number; problem: AppError | undefined }>({
    running: 0,
    problem: undefined,
  });
  const run = useCallback(
    async (input: CallInput<N>) => {
      setState((before) => ({ running: before.running + 1, problem: undefined }));
      const outcome = await call(name, input);
      setState((before) => ({ running: before.running - 1, problem: outcome.ok ? undefined : outcome.error }));
      return outcome;
    },
    [name],
  );
  const reset = useCallback(() => setState((before) => ({ ...before, problem: undefined })), []);
  return { run, isRunning: state.running > 0, problem: state.problem, reset };
}

export function useEvent<N extends KontorEvent>(name: N, handler: (payload: EventPayload<N>) => void): void {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => listen(name, (payload) => latest.current(payload)), [name]);
}
