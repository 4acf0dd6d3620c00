/** What a caller asks of a list. */
export interface PageRequest {
  /** At most this many items. */
  readonly limit: number;
  /** `nextCursor` of the page before; the first page when absent. */
  readonly cursor?: string | undefined;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Present while there is more. */
  readonly nextCursor?: string;
}
