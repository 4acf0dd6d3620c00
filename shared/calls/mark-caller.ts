import type { E164 } from '../kernel/phone.ts';
import { invalidField, Problem } from '../kernel/problem.ts';
import type { Principal } from '../platform/http/principal.ts';
import type { ListOwner } from './known-callers.ts';

export type CallerMark = 'blocked' | 'shared' | 'none';

export interface MarkCallerPorts {
  readonly hashPerson: (number: E164) => Promise<string>;
  readonly marks: {
    /** `full` when the list has no room for one more. */
    set(owner: ListOwner, personHash: string, mark: CallerMark): Promise<'set' | 'full'>;
  };
}

export interface MarkWish {
  readonly number: E164;
  readonly mark: CallerMark;
  readonly publisherId?: string | undefined;
  readonly advertiserId?: string | undefined;
}

/**
 * Marks a caller on one list. The number itself is forgotten: it can be unmarked by whoever knows it, and read by nobody.
 *
 * @throws Problem `invalid` naming the field
 */
export async function markCaller(ports: MarkCallerPorts, principal: Principal, wish: MarkWish): Promise<ListOwner> {
  const owner = ownerOf(principal, wish);
  if (wish.mark === 'shared' && owner.kind !== 'network') {
    throw invalidField('body.mark', 'is for the network to say: a number is shared for everybody or for nobody');
  }
  const hash = await ports.hashPerson(wish.number);
  if ((await ports.marks.set(owner, hash, wish.mark)) === 'full') throw new Problem('conflict', 'this list is full');
  return owner;
}

/** An advertiser marks callers for itself, the operator for the network or for the one it names. */
function ownerOf({ role, subjectId }: Principal, { publisherId, advertiserId }: MarkWish): ListOwner {
  if (role === 'advertiser') {
    if (publisherId !== undefined) throw invalidField('body.publisherId', 'is not yours to name');
    if (advertiserId !== undefined && advertiserId !== subjectId) {
      throw invalidField('body.advertiserId', 'is not yours to name');
    }
    return { kind: 'advertiser', id: subjectId };
  }
  if (publisherId !== undefined && advertiserId !== undefined) {
    throw invalidField('body.advertiserId', 'is one too many: a list is a publisher’s or an advertiser’s');
  }
  if (publisherId !== undefined) return { kind: 'publisher', id: publisherId };
  return advertiserId === undefined ? { kind: 'network' } : { kind: 'advertiser', id: advertiserId };
}
