import { dayOf, SECOND_MS } from '../kernel/time.ts';
import { type JudgedOutcome, type NamedFact, toldBy } from './contract.ts';
import type { OutcomeFact, Traits } from './model.ts';
import type { FactStore, JudgedTraits, TraitReader } from './ports.ts';

export interface KeepPorts {
  readonly facts: FactStore;
  readonly traits: TraitReader;
  /** The network's zone: days are cut in it. */
  readonly zone: string;
}

/** Keeps what an item of the outcomes tells, once however often it is told; nothing for what reports do not count. */
export async function keepFact(ports: KeepPorts, item: Record<string, unknown>): Promise<void> {
  const told = toldBy(item);
  if (told?.kind === 'verdict') return keepVerdict(ports, told.outcome);
  const fact = told && (await completed(ports, told));
  if (fact) await ports.facts.keep(dayOf(fact.atMs, ports.zone), fact);
}

/** Of an outcome whose person was erased the fact that is there knows more; only where it was lost, what is left is better than nothing. */
async function keepVerdict({ facts, zone }: KeepPorts, { verdict, isErased }: JudgedOutcome): Promise<void> {
  const day = dayOf(verdict.atMs, zone);
  await (isErased ? facts.keepFirst(day, verdict) : facts.keep(day, verdict));
}

/** What the outcome was when it was judged, erased or not. */
async function traitsAt({ facts, zone }: KeepPorts, { traits, judgedAtMs, isErased }: JudgedTraits): Promise<Traits> {
  const kept = isErased ? await facts.traitsKept(dayOf(judgedAtMs, zone), traits) : undefined;
  return kept ?? traits;
}

/** Corrections and reports come after a verdict, so the outcome they name has one. */
async function completed(ports: KeepPorts, told: NamedFact): Promise<OutcomeFact | undefined> {
  const outcomeId = told.kind === 'correction' ? told.item.outcomeId : told.item.pk;
  const found = await ports.traits.traitsOf(outcomeId);
  if (!found) return undefined;
  const traits = await traitsAt(ports, found);
  if (told.kind === 'touch') {
    const { touchFromMs, deliveredAtMs, firstTouchAtMs } = told.item;
    const fromMs = touchFromMs ?? deliveredAtMs ?? found.judgedAtMs;
    const responseSeconds = Math.max(0, Math.round((firstTouchAtMs - fromMs) / SECOND_MS));
    return { kind: 'touch', ...traits, atMs: found.judgedAtMs, responseSeconds };
  }
  if (told.kind === 'report') {
    const { result, saleMinor = 0n, revision } = told.item;
    return {
      kind: 'report',
      ...traits,
      atMs: found.judgedAtMs,
      result,
      saleMinor,
      revision,
      currency: found.currency,
    };
  }
  const { kind: because, causeId, chargeMinor, payoutMinor, currency, atMs } = told.item;
  return { kind: 'correction', ...traits, atMs, causeId, chargeMinor, payoutMinor, currency, because };
}
