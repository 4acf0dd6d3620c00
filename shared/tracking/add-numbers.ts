import type { CatalogReader } from '../catalog/ports.ts';
import { namedSetter } from '../catalog/setter.ts';
import { callingCodeOf, type E164 } from '../kernel/phone.ts';
import { type FieldError, invalidField, notFound, Problem } from '../kernel/problem.ts';
import type { SetupPorts } from './create-pool.ts';
import { checkOwners } from './create-pool.ts';
import type { Pool, TrackingNumber } from './model.ts';
import type { PoolNumberStore, StaticNumber } from './ports.ts';

export interface NumberPorts extends SetupPorts {
  readonly catalog: Pick<CatalogReader, 'setter'>;
}

/**
 * Adds one number that stands for one source: a flyer, a radio spot, the number a page publishes.
 *
 * @throws Problem `invalid` naming the field, `conflict` when the network has the number already
 */
export async function addStaticNumber(ports: NumberPorts, number: StaticNumber): Promise<StaticNumber> {
  await checkOwners(ports, number);
  await namedSetter(ports.catalog, number.publisherId, number.setterId, 'body.setterId');
  if ((await ports.numbers.addStatic(number)) === 'added') return number;
  const standing = (await ports.numbers.findAll([number.number])).get(number.number);
  if (isSame(standing, number)) return number;
  throw taken([{ field: 'body.number', message: 'is a number of this network already' }]);
}

const isSame = (standing: TrackingNumber | undefined, wanted: StaticNumber): boolean =>
  standing?.kind === 'static' &&
  standing.publisherId === wanted.publisherId &&
  standing.offerId === wanted.offerId &&
  standing.source === wanted.source &&
  standing.setterId === wanted.setterId;

export interface Added {
  readonly added: number;
  readonly alreadyThere: number;
}

/**
 * Adds numbers to a pool: all of them, or none when one can't be. Asked again it adds what is still missing.
 *
 * @throws Problem `not-found`, `invalid` for a number the tag could not show, `conflict` for one that is taken; the last two
 * name each number by its place in the request
 */
export async function addPoolNumbers(
  ports: Pick<SetupPorts, 'pools' | 'numbers'> & { readonly poolNumbers: PoolNumberStore },
  poolId: string,
  numbers: readonly E164[],
): Promise<Added> {
  const pool = await ports.pools.get(poolId);
  if (!pool) throw notFound('the pool');
  refuseUnlike(pool, numbers);
  const standing = await ports.numbers.findAll(numbers);
  const elsewhere = numbers.flatMap((number, index): FieldError[] => {
    const known = standing.get(number);
    return known && !(known.kind === 'pool' && known.poolId === poolId)
      ? [{ field: `body.numbers.${index}`, message: 'is in use elsewhere in this network' }]
      : [];
  });
  if (elsewhere.length > 0) throw taken(elsewhere);
  const unique = [...new Set(numbers)];
  const { publisherId, offerId } = pool;
  await ports.poolNumbers.addToPool(unique.map((number) => ({ kind: 'pool', number, poolId, publisherId, offerId })));
  return { added: unique.length - standing.size, alreadyThere: standing.size };
}

/** The tag writes digit over digit, so that the page keeps its layout: same country code, as many digits. */
function refuseUnlike(pool: Pool, numbers: readonly E164[]): void {
  const code = callingCodeOf(pool.fallbackNumber);
  const index = numbers.findIndex(
    (number) => number.length !== pool.fallbackNumber.length || callingCodeOf(number) !== code,
  );
  if (index >= 0) {
    throw invalidField(
      `body.numbers.${index}`,
      "has another country code or length than the pool's fallback number, so pages could not show it in its place",
    );
  }
}

const MAX_NAMED = 20;

const taken = (fields: readonly FieldError[]): Problem =>
  new Problem('conflict', `${fields[0]?.field}: ${fields[0]?.message}`, fields.slice(0, MAX_NAMED));
