/**
 * The one family of expected failures. A use case returns or throws a `Problem`; the HTTP stack turns it into
 * problem+json (RFC 9457) and the queue stack into a failed record. Nothing else decides a status code.
 */
export type ProblemKind =
  | 'invalid' // 400: the input breaks a rule; `field` names where
  | 'unauthenticated' // 401: no key, or a key we do not know
  | 'forbidden' // 403: known, but not allowed; also every bad signature
  | 'not-found' // 404
  | 'method-not-allowed' // 405: the address is right, the method is not
  | 'conflict' // 409: the state forbids it (opened twice, approved twice)
  | 'gone' // 410: it was there, and its time is over (an expired lease)
  | 'too-large' // 413
  | 'stale' // 412: If-Match did not match
  | 'unprocessable' // 422: asked for before with other input, by an idempotency key or by what it is about
  | 'too-many' // 429
  | 'unavailable'; // 503: try again later

export interface FieldError {
  /** Dotted path into the request, e.g. `body.prices.base.amountMinor`. */
  readonly field: string;
  readonly message: string;
}

export class Problem extends Error {
  readonly kind: ProblemKind;
  readonly fields: readonly FieldError[];

  constructor(kind: ProblemKind, detail: string, fields: readonly FieldError[] = []) {
    super(detail);
    this.name = 'Problem';
    this.kind = kind;
    this.fields = fields;
  }
}

/** A 400 that names one field. */
export const invalidField = (field: string, message: string): Problem =>
  new Problem('invalid', `${field}: ${message}`, [{ field, message }]);

export const notFound = (what: string): Problem => new Problem('not-found', `${what} was not found`);
