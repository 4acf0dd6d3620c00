import type { z } from 'zod';
import type { ProblemKind } from '../../kernel/problem.ts';
import type { Role, Scope } from './principal.ts';

/** What a change is of, so that the one before it is found: by what representation, and of which object. */
export interface AuditOf {
  /** The id of the schema that other changes of it answer with; this answer's own when absent. */
  readonly what?: string;
  /** Fields of path or body that name the object together; the last id of the path when absent, or what a creation makes. */
  readonly by?: readonly string[];
  /** Fields that are people's, beyond those that are hidden everywhere. */
  readonly hide?: readonly string[];
}

/** What an operation says when it fails, by the kind of failure. */
type Failures = Partial<Readonly<Record<ProblemKind, string>>>;

/**
 * One operation of the API, declared once: the CDK app takes method and path from it, the HTTP stack validates by it, and
 * the OpenAPI document is generated from it.
 */
export interface Route<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> {
  readonly operationId: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** API Gateway style, e.g. `/v1/offers/{offerId}`. */
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  readonly tag: string;
  /** What a key needs; `any` where every key will do, `public` for what the tag and carriers call. */
  readonly scope: Scope | 'any' | 'public';
  /** Which roles may call it at all; every role that holds the scope when absent. */
  readonly roles?: readonly Role[];
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** Where a body may be larger than the usual limit (request.ts). */
  readonly maxBodyBytes?: number;
  readonly status: 200 | 201 | 202 | 204 | 302;
  readonly response?: R;
  /** What it answers for example, where the example of the answer's schema tells of another case. */
  readonly example?: Readonly<Record<string, unknown>>;
  /** For answers that are no JSON (a CSV statement, a script). */
  readonly responseType?: string;
  /** Where such an answer may come as another type too. */
  readonly otherType?: string;
  /** What they are like, for example: the beginning, where the whole is long or no text. */
  readonly sample?: string;
  readonly otherSample?: string;
  /** Fields of the answer that are shown this once: no repeat under the same `Idempotency-Key` gets them again, nor the audit trail. */
  readonly secretAnswer?: readonly string[];
  /** A POST that changes nothing though it is recorded: there is nothing that an `Idempotency-Key` could do once. */
  readonly onlyAsks?: boolean;
  /** The id of what it creates follows from the `Idempotency-Key`: it needs no record of its answers, and no right to write one. */
  readonly idFromKey?: boolean;
  /**
   * The change must name the version it was made from by `If-Match`, or `may`: then whoever names none changes whichever is
   * current. Its answer carries the new one as `etag`. Where this is absent the header is refused rather than passed over.
   */
  readonly ifMatch?: 'must' | 'may';
  /** How much of a change the audit trail keeps: ids alone where people's data is in it, nothing where a POST only asks. */
  readonly audit?: 'ids' | 'none';
  /** What the audit trail can't tell from the rest of it. */
  readonly auditOf?: AuditOf;
  /** People open it by a link: what goes wrong is told as a page (failure-page.ts), by the same status. */
  readonly failsAsPage?: true;
  /** By what it may fail besides what follows from the rest of it (openapi.ts), and in which words: its own, as somebody gets them. */
  readonly fails?: Failures;
  /** The answer carries its version as `etag`. */
  readonly etag?: boolean;
}

export const defineRoute = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  route: Route<P, Q, B, R>,
): Route<P, Q, B, R> => route;
