import { useInfiniteQuery, type QueryKey } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'

interface Part<T> {
  items: T[]
  next?: string | null
}

/** A list that is read by seek: the next part begins after the last item of the one before. */
export function useParts<T>(queryKey: QueryKey, read: (after?: string) => Promise<Part<T>>, more: { enabled?: Ref<boolean>; refetchInterval?: number } = {}) {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => read(pageParam || undefined),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    ...more,
  })
  return {
    data: computed(() => query.data.value?.pages.flatMap((part) => part.items)),
    error: query.error,
    refetch: query.refetch,
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    loadMore: query.fetchNextPage,
    failedMore: query.isFetchNextPageError,
  }
}

export type Parts = Pick<ReturnType<typeof useParts>, 'hasMore' | 'loadingMore' | 'loadMore' | 'failedMore' | 'error'>
