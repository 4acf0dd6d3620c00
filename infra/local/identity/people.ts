import { z } from 'zod';
import { type Api, api } from '../demo/http.ts';
import type { LocalControl } from '../http/control-routes.ts';
import { BadRequest, type LocalRoute } from '../http/local-route.ts';
import { networkOf } from '../sample/sample-routes.ts';

const readyPerson = z.object({
  email: z.string(),
  name: z.string(),
  role: z.string(),
  /** The advertiser or publisher they work for. */
  of: z.string().optional(),
});
export type ReadyPerson = z.output<typeof readyPerson>;
export const peopleSchema = z.array(readyPerson);

interface Person extends ReadyPerson {
  readonly subjectId: string;
}

const MAX_PEOPLE = 100;

/** One for each role, and a second clerk: who opens a run can't approve it. */
async function inviteReady(operator: Api, publisherId: string, advertiserId: string): Promise<void> {
  const invitations = [
    { email: 'publisher@example.com', name: 'Pat Sangamon', role: 'publisher', subjectId: publisherId },
    { email: 'advertiser@example.com', name: 'Ada Dispatch', role: 'advertiser', subjectId: advertiserId },
    { email: 'finance@example.com', name: 'Finn Clerk', role: 'finance' },
    { email: 'approver@example.com', name: 'Faye Controller', role: 'finance' },
    { email: 'operator@example.com', name: 'Olga Network', role: 'operator' },
  ];
  for (const invitation of invitations) {
    await operator.send('POST', '/v1/users', invitation).catch((error: unknown) => {
      // Invited at an earlier start.
      if (!(error instanceof Error && error.message.includes('409'))) throw error;
    });
  }
}

async function namesOf(operator: Api): Promise<ReadonlyMap<string, string>> {
  const [advertisers, publishers] = await Promise.all([
    operator.get<{ items: { advertiserId: string; name: string }[] }>('/v1/advertisers?limit=100'),
    operator.get<{ items: { publisherId: string; name: string }[] }>('/v1/publishers?limit=100'),
  ]);
  return new Map([
    ...advertisers.items.map(({ advertiserId, name }) => [advertiserId, name] as const),
    ...publishers.items.map(({ publisherId, name }) => [publisherId, name] as const),
  ]);
}

/** Who may sign in on this machine: everybody who was invited, the ready ones first. */
async function readyPeople(control: LocalControl): Promise<readonly ReadyPerson[]> {
  const { publisherId, advertiserId } = await networkOf(control);
  const key = control.secretValue('callbourse/local/operator-key');
  if (!key) throw new BadRequest('the app has no operator key, so nobody can be invited');
  const operator = api(control.url, key);
  await inviteReady(operator, publisherId, advertiserId);
  const [{ items }, names] = await Promise.all([
    operator.get<{ items: Person[] }>(`/v1/users?limit=${MAX_PEOPLE}`),
    namesOf(operator),
  ]);
  return items.map(({ email, name, role, subjectId }) => ({ email, name, role, of: names.get(subjectId) }));
}

/** What the identity provider's page shows. */
export const PEOPLE_ROUTES: readonly LocalRoute<LocalControl>[] = [
  {
    method: 'GET',
    path: '/__local/people',
    handle: async (_request, control) => ({ status: 200, body: await readyPeople(control) }),
  },
];
