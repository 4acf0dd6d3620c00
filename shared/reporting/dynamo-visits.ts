import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { sha256Hex } from '../kernel/ids.ts';
import { dynamoDayReader } from './dynamo-day-reader.ts';
import { momentOf, momentOfSort, visitsKey, visitsSort } from './keys.ts';
import { type Place, VISIT_KINDS, type VisitKind, type VisitsFact } from './model.ts';
import type { FactReader, Visit, VisitStore } from './ports.ts';

/**
 * An item holds the visits of one publisher and moment, in one set for each place: the attribute's name is the place, the set's
 * members stand for visits. Adding a member that is there changes nothing, so a visit counts once whatever the stream repeats,
 * and a busy moment costs a few writes instead of one for each visit.
 */
const placeName = z.tuple([
  z.enum(VISIT_KINDS),
  z.string(), // offer
  z.string(), // advertiser
  z.string(), // model
  z.string(), // source
  z.string().nullable(), // campaign, medium, term, content
  z.string().nullable(),
  z.string().nullable(),
  z.string().nullable(),
]);

const nameOf = ({ got, place }: Visit): string => {
  const { offerId, advertiserId, model, source, campaign, medium, term, content } = place;
  const name: z.input<typeof placeName> = [
    ...([got, offerId, advertiserId, model, source] as const),
    ...([campaign ?? null, medium ?? null, term ?? null, content ?? null] as const),
  ];
  return JSON.stringify(name);
};

function placeOf(name: string, publisherId: string): Place & { readonly got: VisitKind } {
  const [got, offerId, advertiserId, model, source, campaign, medium, term, content] = placeName.parse(
    JSON.parse(name),
  );
  return {
    ...{ got, publisherId, offerId, advertiserId, model, source },
    ...{ campaign: campaign ?? undefined, medium: medium ?? undefined },
    ...{ term: term ?? undefined, content: content ?? undefined },
  };
}

/** Of a hundred thousand visits in one moment two are taken for one with a chance of 1 in 50,000. */
const memberOf = ({ visitId }: Visit): string => sha256Hex(visitId).slice(0, 12);

/** Sets that one update adds to. */
const MAX_SETS = 100;

const stored = z.object({ pk: z.string(), sk: z.string() }).catchall(z.instanceof(Set));

function factsOf(item: unknown): VisitsFact[] {
  const { pk: _pk, sk, ...sets } = stored.parse(item);
  const publisherId = sk.slice(0, sk.lastIndexOf('#'));
  return Object.entries(sets).map(([name, members]) => ({
    kind: 'visits',
    atMs: momentOfSort(sk),
    visits: members.size,
    ...placeOf(name, publisherId),
  }));
}

/** Visits in table `reports`. */
export function dynamoVisits(client: DynamoDBDocumentClient, tableName: string): VisitStore & FactReader {
  async function add(key: Record<string, string>, sets: readonly (readonly [string, Set<string>])[]): Promise<void> {
    await client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: key,
        UpdateExpression: `ADD ${sets.map((_, index) => `#s${index} :s${index}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(sets.map(([name], index) => [`#s${index}`, name])),
        ExpressionAttributeValues: Object.fromEntries(sets.map(([, members], index) => [`:s${index}`, members])),
      }),
    );
  }
  return {
    async count(day, visits) {
      const [first] = visits;
      if (!first) return;
      const key = { pk: visitsKey(day), sk: visitsSort(first.place.publisherId, momentOf(first.atMs)) };
      const sets = new Map<string, Set<string>>();
      for (const visit of visits) {
        const name = nameOf(visit);
        sets.set(name, (sets.get(name) ?? new Set()).add(memberOf(visit)));
      }
      const all = [...sets];
      for (let done = 0; done < all.length; done += MAX_SETS) await add(key, all.slice(done, done + MAX_SETS));
    },
    ...dynamoDayReader({ client, tableName, keyOf: visitsKey, factsOf }),
  };
}
