import { dayOf, SECOND_MS } from '../kernel/time.ts';
import { type NamedFact, type Told, toldBy } from './contract.ts';
import type { OutcomeFact } from './model.ts';
import type { FactStore, TraitReader } from './ports.ts';

export interface KeepPorts {
  readonly facts: FactStore;
  readonly traits: TraitReader;
  /** The network's zone: days are cut in it. */
  readonly zone: string;
}

/** Keeps what an item of the outcomes tells, once however often it is told; nothing for what reports do not count. */
export async function keepFact(ports: KeepPorts, item: Record<string, unknown>): Promise<void> {
  const told = toldBy(item);
  const fact = told && (await factOf(ports, told));
  if (fact) await ports.facts.keep(dayOf(fact.atMs, ports.zone), fact);
}

const factOf = async (ports: KeepPorts, told: Told): Promise<OutcomeFact | undefined> =>
  told.kind === 'verdict' ? told.fact : completed(ports, told);

/** Corrections and reports come after a verdict, so the outcome they name has one. */
async function completed({ traits }: KeepPorts, told: NamedFact): Promise<OutcomeFact | undefined> {
  const outcomeId = told.kind === 'correction' ? told.item.outcomeId : told.item.pk;
  const found = await traits.traitsOf(outcomeId);
  if (!found) return undefined;
  if (told.kind === 'touch') {
    const { touchFromMs, deliveredAtMs, firstTouchAtMs } = told.item;
    const fromMs = touchFromMs ?? deliveredAtMs ?? found.judgedAtMs;
    const responseSeconds = Math.max(0, Math.round((firstTouchAtMs - fromMs) / SECOND_MS));
    return { kind: 'touch', ...found.traits, atMs: found.judgedAtMs, responseSeconds };
  }
  if (told.kind === 'report') {
    const { result, saleMinor = 0n, revision } = told.item;
    return {
      kind: 'report',
      ...found.traits,
      atMs: found.judgedAtMs,
      result,
      saleMinor,
      revision,
      currency: found.currency,
    };
  }
  const { kind: because, causeId, chargeMinor, payoutMinor, currency, atMs } = told.item;
  return { kind: 'correction', ...found.traits, atMs, causeId, chargeMinor, payoutMinor, currency, because };
}
