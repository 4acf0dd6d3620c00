import pMap from 'p-map';
import { boughtAtMs } from '../outcomes/bought.ts';
import { chainOf } from '../outcomes/credit-chain.ts';
import type { Outcome } from '../outcomes/model.ts';
import { type Elsewhere, type HashAfter, isGoneName } from '../outcomes/personal-trace.ts';
import type { ChainRef } from '../outcomes/ports.ts';
import { visitsOf } from './export-person.ts';
import { findPerson, type Known, type Who } from './find-person.ts';
import type { ErasePorts } from './ports.ts';

/** Outcomes that one request takes: some fifteen small requests each, well within the API's 30 s. */
const MAX_OUTCOMES = 100;
const CONCURRENCY = 5;

export interface Erased {
  readonly outcomes: number;
  /** Without a verdict yet, or argued over: to be asked for again. */
  readonly waiting: number;
  /** Lists that the person was taken off. */
  readonly lists: number;
  /** There are older ones: to be asked for again at once. */
  readonly more: boolean;
  /** Who else has the person because of us, and must be told. */
  readonly advertisers: readonly string[];
  readonly elsewhere: readonly Elsewhere[];
}

interface Taken {
  readonly outcome: Outcome;
  readonly isDone: boolean;
  /** An advertiser learns who it is once it bought the outcome. */
  readonly isSold: boolean;
  readonly elsewhere: readonly Elsewhere[];
}

/**
 * Erases a person out of every table, by phone, by e-mail or both. Verdicts and money stay. It may stop anywhere and be asked
 * for again: what finds an outcome, the person's history, goes last.
 *
 * @throws Problem `invalid` where neither can be read
 */
export async function erasePerson(ports: ErasePorts, who: Who & { readonly lists: boolean }): Promise<Erased> {
  const { hashes, known, moreBeforeMs } = await findPerson(ports, who, MAX_OUTCOMES);
  const isWhole = moreBeforeMs === undefined && known.every(({ outcome }) => outcome.state !== 'open');
  // A visit is found by its outcome, so it goes first.
  for (const [publisherId, visitIds] of visitsOf(known.map(({ outcome }) => outcome))) {
    await ports.visits.strip(publisherId, visitIds);
  }
  const chains = new Map<string, ChainRef>();
  const taken = await pMap(known, (each) => take(ports, each, hashes, isWhole, chains), { concurrency: CONCURRENCY });
  if (taken.every(({ isDone }) => isDone)) for (const chain of chains.values()) await ports.erasure.dropChain(chain);
  const done = taken.filter(({ isDone }) => isDone);
  return {
    outcomes: done.length,
    waiting: taken.length - done.length,
    lists: who.lists ? await ports.lists.remove(hashes) : 0,
    more: moreBeforeMs !== undefined,
    advertisers: [...new Set(done.filter(({ isSold }) => isSold).map(({ outcome }) => outcome.advertiserId))],
    elsewhere: taken.flatMap(({ elsewhere }) => elsewhere),
  };
}

async function take(
  ports: ErasePorts,
  { outcome, contacts }: Known,
  hashes: readonly string[],
  isWhole: boolean,
  chains: Map<string, ChainRef>,
): Promise<Taken> {
  if (outcome.state === 'open') return { outcome, isDone: false, isSold: false, elsewhere: [] };
  const atMs = ports.clock.nowMs();
  const erased = await Promise.all(ports.traces.map((trace) => trace.erase(outcome, atMs)));
  const hash = await hashAfter(ports, outcome, hashes, isWhole, chains);
  await ports.erasure.erase(outcome.outcomeId, hash, atMs);
  const own = outcome.facts?.personHash ?? '';
  const isDone = (hash.kind !== 'kept' || !hashes.includes(own)) && !erased.some(({ waits }) => waits);
  if (isDone) await forget(ports, contacts, hash.kind === 'gone' ? own : '');
  const isSold = (await boughtAtMs(ports, outcome)) !== undefined;
  return { outcome, isDone, isSold, elsewhere: erased.flatMap(({ elsewhere }) => elsewhere ?? []) };
}

/** Out of the history by what was asked for, and by the hash that the outcome itself knew. */
async function forget({ erasure }: ErasePorts, contacts: Known['contacts'], ownHash: string): Promise<void> {
  const own = ownHash === '' ? [] : contacts.slice(0, 1).map(({ contact }) => ({ hash: ownHash, contact }));
  await Promise.all([...contacts, ...own].map(({ hash, contact }) => erasure.forget(hash, contact)));
}

/**
 * A step of a chain is told by the hash to be the same person's as the other steps, and must be while any of them can still be
 * judged, or may not be known here (asked for by e-mail, the steps are known by phone): else the chain would pay twice. Once all
 * are judged another name ties them together, so that a sale is booked once.
 */
async function hashAfter(
  { terms, erasure }: ErasePorts,
  outcome: Outcome,
  hashes: readonly string[],
  isWhole: boolean,
  chains: Map<string, ChainRef>,
): Promise<HashAfter> {
  const { facts } = outcome;
  const chain = facts && chainOf(await terms.terms(outcome.terms), facts);
  if (!chain) return { kind: 'gone' };
  if (isGoneName(chain.personHash)) return { kind: 'renamed', name: chain.personHash };
  if (!isWhole || !hashes.includes(chain.personHash)) return { kind: 'kept' };
  const name = await erasure.renameChain(chain);
  if (name === undefined) return { kind: 'gone' };
  chains.set(JSON.stringify(chain), chain);
  return { kind: 'renamed', name };
}
