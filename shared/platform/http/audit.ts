import { Problem } from '../../kernel/problem.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Log } from '../log.ts';
import type { Principal, Role } from './principal.ts';
import { isHidden, visibleOf } from './redact.ts';
import type { Route } from './route.ts';

/** Who is about to change what; written before the change, so that none goes unrecorded. */
export interface AuditIntent {
  readonly auditId: string;
  readonly atMs: EpochMs;
  readonly operationId: string;
  /** The advertiser or publisher that a key speaks for, or the person. */
  readonly actor: string;
  readonly keyId: string;
  readonly role: Role;
  readonly requestId: string;
  /** What is changed: the resource's path, and the id in it that is searched by. */
  readonly resource: string;
  readonly objectId: string;
  /** Every id the request names. */
  readonly ids: Readonly<Record<string, string>>;
  /** What was asked for, without what is hidden. */
  readonly asked?: unknown;
}

export interface AuditResult {
  readonly result: 'done' | 'refused' | 'failed';
  /** The kind of the problem. */
  readonly why?: string;
  /** Ids that the change made. */
  readonly ids?: Readonly<Record<string, string>>;
  /** What the change left, as the answer showed it, without what is hidden. */
  readonly after?: unknown;
}

/** Where changes are recorded. */
export interface AuditTrail {
  /** Must succeed before the change is made. */
  begin(intent: Omit<AuditIntent, 'auditId' | 'atMs'>): Promise<AuditIntent>;
  end(intent: AuditIntent, result: AuditResult): Promise<void>;
}

/** Records a change before it is made and what came of it; what can't be recorded is not made. */
export async function recorded<T>(
  { audit, log }: { readonly audit: AuditTrail; readonly log: Log },
  described: Omit<AuditIntent, 'auditId' | 'atMs'>,
  change: () => Promise<T>,
  resultOf: (made: T) => AuditResult,
): Promise<T> {
  const intent = await audit.begin(described);
  // The intent stands: a result that can't be written leaves a record that says so, never a change that nobody sees.
  const end = (result: AuditResult) =>
    audit.end(intent, result).catch(() => log.error('audit result not written', { auditId: intent.auditId }));
  try {
    const made = await change();
    await end(resultOf(made));
    return made;
  } catch (error) {
    await end(error instanceof Problem ? { result: 'refused', why: error.kind } : { result: 'failed' });
    throw error;
  }
}

/** Every operation that may change something and needs a key; a POST that only asks says so by `audit: 'none'`. */
export const isAudited = (route: Pick<Route, 'method' | 'scope' | 'audit'>): boolean =>
  route.method !== 'GET' && route.scope !== 'public' && route.audit !== 'none';

const MAX_ID_CHARS = 200;

/** Ids are short texts under names that end in `Id`, `Ids` excepted, and whatever stands in the path. */
function idsIn(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  const entries = Object.entries(value).filter(
    (entry): entry is [string, string] =>
      /Id$/.test(entry[0]) && !isHidden(entry[0]) && typeof entry[1] === 'string' && entry[1].length <= MAX_ID_CHARS,
  );
  return Object.fromEntries(entries);
}

const textsOf = (params: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(params ?? {}).map(([name, value]) => [name, String(value).slice(0, MAX_ID_CHARS)] as const),
  );

/** The path with its ids in place, and the id that names the whole: the first in the path, or the one it is about to make. */
export function describeChange(
  route: Route,
  principal: Principal,
  requestId: string,
  given: { readonly params: unknown; readonly body: unknown },
): Omit<AuditIntent, 'auditId' | 'atMs'> {
  const params = textsOf(given.params);
  const resource = route.path.replace(/\{(\w+)\}/g, (_all, name: string) => params[name] ?? '');
  const shown = route.audit === 'ids' ? undefined : visibleOf(given.body);
  return {
    operationId: route.operationId,
    actor: principal.subjectId,
    keyId: principal.keyId,
    role: principal.role,
    requestId,
    resource,
    objectId: Object.values(params)[0] ?? resource,
    ids: { ...idsIn(given.body), ...params },
    ...(shown === undefined ? {} : { asked: shown }),
  };
}

/** What a successful answer says of the change. */
export function describeAnswer(route: Route, body: string | undefined): AuditResult {
  if (route.responseType !== undefined || !body) return { result: 'done' };
  const answer: unknown = JSON.parse(body);
  const ids = idsIn(answer);
  if (route.audit === 'ids' || route.secretAnswer) return { result: 'done', ids };
  return { result: 'done', ids, after: visibleOf(answer) };
}
