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
  /** What is changed: the resource's path. */
  readonly resource: string;
  /** What is changed and by what it is shown; absent for a creation, whose object is not there yet. */
  readonly object?: AuditObject;
  /** What is about to be made, where it is a creation. */
  readonly makes?: string;
  /** Every id the request names: it is found by each. */
  readonly ids: Readonly<Record<string, string>>;
  /** What was asked for, without what is hidden. */
  readonly asked?: unknown;
}

/** A thing as one representation shows it: two changes of the same are before and after to each other. */
export interface AuditObject {
  /** The schema of what an answer shows of it. */
  readonly what: string;
  readonly id: string;
}

export interface AuditResult {
  readonly result: 'done' | 'refused' | 'failed';
  /** The kind of the problem. */
  readonly why?: string;
  /** Ids that the answer names. */
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
  const intent = await audit.begin(described).catch((error: unknown) => {
    log.error('change not recorded, so not made', { reason: error instanceof Error ? error.name : 'unknown' });
    throw new Problem('unavailable', 'the change could not be recorded, so it was not made: try again');
  });
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

/** Short texts of a body, by name: where a route says which of them name its object. */
const textsIn = (body: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(body ?? {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1].length <= MAX_ID_CHARS,
    ),
  );

const textsOf = (params: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(params ?? {}).map(([name, value]) => [name, String(value).slice(0, MAX_ID_CHARS)] as const),
  );

/** What a change shows its object as: changes that answer with the same schema are changes of the same. */
export function whatOf({ auditOf, response, responseType, path }: Route): string {
  const shown = responseType === undefined ? response?.meta()?.id : undefined;
  return auditOf?.what ?? shown ?? path;
}

const isCreation = ({ method, status, auditOf }: Route): boolean =>
  method === 'POST' && status === 201 && auditOf?.by === undefined;

function objectOf(route: Route, ids: Readonly<Record<string, string>>, params: Readonly<Record<string, string>>) {
  const names = route.auditOf?.by;
  const id = names ? names.map((name) => ids[name] ?? '').join(' ') : Object.values(params).at(-1);
  return id === undefined ? undefined : { what: whatOf(route), id };
}

/** The path with its ids in place, what it changes, and what was asked of it. */
export function describeChange(
  route: Route,
  principal: Principal,
  requestId: string,
  given: { readonly params: unknown; readonly body: unknown },
): Omit<AuditIntent, 'auditId' | 'atMs'> {
  const params = textsOf(given.params);
  const resource = route.path.replace(/\{(\w+)\}/g, (_all, name: string) => params[name] ?? '');
  const shown = route.audit === 'ids' ? undefined : visibleOf(given.body, route.auditOf?.hide);
  const ids = { ...idsIn(given.body), ...params };
  const named = route.auditOf?.by ? { ...textsIn(given.body), ...params } : ids;
  const object = isCreation(route) ? undefined : objectOf(route, named, params);
  return {
    operationId: route.operationId,
    actor: principal.subjectId,
    keyId: principal.keyId,
    role: principal.role,
    requestId,
    resource,
    ...(object && { object }),
    ...(isCreation(route) && { makes: whatOf(route) }),
    ids,
    ...(shown === undefined ? {} : { asked: shown }),
  };
}

/** What a successful answer says of the change. */
export function describeAnswer(route: Route, body: string | undefined): AuditResult {
  if (route.responseType !== undefined || !body) return { result: 'done' };
  const answer: unknown = JSON.parse(body);
  const ids = idsIn(answer);
  if (route.audit === 'ids') return { result: 'done', ids };
  const hidden = [...(route.secretAnswer ?? []), ...(route.auditOf?.hide ?? [])];
  return { result: 'done', ids, after: visibleOf(answer, hidden) };
}
