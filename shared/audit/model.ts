import type { EpochMs } from '../kernel/time.ts';

/** `unknown`: the change was begun, and whoever made it died before it could say what came of it. */
export const AUDIT_RESULTS = ['done', 'refused', 'failed', 'unknown'] as const;

/** One change by a person or key. */
export interface AuditRecord {
  readonly auditId: string;
  readonly atMs: EpochMs;
  readonly operationId: string;
  readonly actor: string;
  readonly keyId: string;
  readonly role: string;
  readonly requestId: string;
  readonly resource: string;
  readonly ids: Readonly<Record<string, string>>;
  readonly result: (typeof AUDIT_RESULTS)[number];
  readonly why?: string | undefined;
  readonly asked?: unknown;
  readonly before?: unknown;
  readonly after?: unknown;
}
