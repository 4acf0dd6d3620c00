import {
  type InfiniteData,
  type QueryClient,
  type UseInfiniteQueryResult,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useEffect } from 'react';
import type { CallbourseClient } from '../../client/client.ts';
import { useNotice } from '../ui/notice.tsx';
import { ProblemError } from './problem.ts';
import { type Session, useSession } from './session.tsx';

interface Answer<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** One request in the person's name. A token that ran out meanwhile is renewed once. */
async function answerOf<T>(session: Session, ask: (api: CallbourseClient) => Promise<Answer<T>>): Promise<T> {
  let answer = await ask(session.api);
  if (answer.response.status === 401 && (await session.renew())) answer = await ask(session.api);
  if (answer.response.ok) return answer.data as T;
  throw new ProblemError(answer.response.status, answer.error);
}

type Ask<T> = (api: CallbourseClient) => Promise<Answer<T>>;

export interface ReadOptions {
  /** Asked again so often while the page is looked at. */
  readonly everyMs?: number;
  readonly enabled?: boolean;
  /** What is not older is good enough: nobody asks again. */
  readonly staleMs?: number;
}

/** Something of the API, kept under `key` for all who look at it. */
export function useRead<T>(key: readonly unknown[], ask: Ask<T>, options: ReadOptions = {}): UseQueryResult<T> {
  const session = useSession();
  return useQuery({
    queryKey: key,
    queryFn: () => answerOf(session, ask),
    enabled: options.enabled ?? true,
    ...(options.everyMs === undefined ? {} : { refetchInterval: options.everyMs }),
    ...(options.staleMs === undefined ? {} : { staleTime: options.staleMs }),
  });
}

export interface CursorPage<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string | undefined;
}

/** A list by its cursors: page after page as the reader goes on. */
export function usePages<T>(
  key: readonly unknown[],
  ask: (api: CallbourseClient, cursor: string | undefined) => Promise<Answer<CursorPage<T>>>,
  options: ReadOptions = {},
): UseInfiniteQueryResult<InfiniteData<CursorPage<T>>> {
  const session = useSession();
  return useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => answerOf(session, (api) => ask(api, pageParam)),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    enabled: options.enabled ?? true,
    // Who has read on is left alone: every page would be asked anew each time.
    refetchInterval: ({ state }) =>
      options.everyMs !== undefined && state.data?.pages.length === 1 ? options.everyMs : false,
  });
}

/** Whether nothing was found yet and there is more to look through: a filtered page may be empty and yet not the last. */
export function useLookOn<T>(pages: UseInfiniteQueryResult<InfiniteData<CursorPage<T>>>, found: number): boolean {
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isError } = pages;
  const looking = found === 0 && hasNextPage;
  useEffect(() => {
    if (looking && !isFetchingNextPage && !isError) void fetchNextPage();
  }, [looking, isFetchingNextPage, fetchNextPage, isError]);
  return looking;
}

/**
 * Reads anew what a change may have changed. What is still being read for a page that was left meanwhile may have been answered before
 * it: kept, it would pass for fresh where somebody comes back, so it is dropped.
 */
async function readAnew(queries: QueryClient, changed: readonly (readonly unknown[])[]): Promise<void> {
  await Promise.all(changed.map((queryKey) => queries.cancelQueries({ queryKey, type: 'inactive' })));
  await Promise.all(changed.map((queryKey) => queries.invalidateQueries({ queryKey })));
}

export interface ChangeOptions<T> {
  /** What is said when it is done. */
  readonly done: string;
  /** Keys of what it changes: read anew afterwards. */
  readonly changes: readonly (readonly unknown[])[];
  readonly onDone?: (answer: T) => void;
}

/** A change by the API: told when done, and its refusal told in the API's words; who was too late is shown what stands. */
export function useChange<I, T>(
  ask: (api: CallbourseClient, input: I) => Promise<Answer<T>>,
  options: ChangeOptions<T>,
) {
  const session = useSession();
  const queries = useQueryClient();
  const notice = useNotice();
  return useMutation({
    mutationFn: (input: I) => answerOf(session, (api) => ask(api, input)),
    onSuccess: async (answer) => {
      notice({ kind: 'done', text: options.done });
      await readAnew(queries, options.changes);
      options.onDone?.(answer);
    },
    onError: async (error) => {
      notice({ kind: 'failed', text: error.message });
      if (error instanceof ProblemError && error.isStale) await readAnew(queries, options.changes);
    },
  });
}
