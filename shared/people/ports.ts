import type { TermsSource } from '../catalog/ports.ts';
import type { Clock } from '../kernel/time.ts';
import type { BoughtPorts } from '../outcomes/bought.ts';
import type { OutcomeErasure, PersonalTrace } from '../outcomes/personal-trace.ts';
import type { OutcomeStore, PersonHistory } from '../outcomes/ports.ts';
import type { VisitTraces } from '../tracking/visit-traces.ts';

/** That somebody is on a list of hashed people. */
export interface Listing {
  readonly list: 'customers' | 'suppressed' | 'blocked-callers' | 'shared-callers';
  /** `network`, or the advertiser's or publisher's id. */
  readonly owner: string;
}

export interface PeopleLists {
  /** Every list of every advertiser and publisher, and the network's own. */
  find(personHashes: readonly string[]): Promise<readonly Listing[]>;
  /** Takes the person off all of them; how many. */
  remove(personHashes: readonly string[]): Promise<number>;
}

/** What finds a person: the history that every channel notes contacts in. */
export interface FindPorts {
  readonly people: Pick<PersonHistory, 'earlier'>;
  readonly outcomes: Pick<OutcomeStore, 'get'>;
  readonly personSecret: () => Promise<string>;
  readonly clock: Clock;
}

export interface PeoplePorts extends FindPorts {
  /** One for each context that keeps something of people. */
  readonly traces: readonly PersonalTrace[];
  readonly visits: VisitTraces;
  readonly lists: PeopleLists;
}

export interface ErasePorts extends PeoplePorts, BoughtPorts {
  readonly erasure: OutcomeErasure;
  readonly terms: Pick<TermsSource, 'terms'>;
}
