import type { Page, PageRequest } from '../kernel/page.ts';
import type { E164 } from '../kernel/phone.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { ApiKey } from './api-key.ts';
import type { JoinRequest, JoinState } from './joining.ts';
import type { Market, StandingMarket } from './market.ts';
import type {
  Advertiser,
  Deal,
  Model,
  OfferVersion,
  PayeeOnFile,
  Publisher,
  Target,
  Terms,
  TermsRef,
} from './model.ts';
import type { Payee, PayeeSource, PayeeStanding } from './payee.ts';
import type { PayoutSchedule } from './payout-schedule.ts';
import type { PublisherState } from './publisher-state.ts';
import type { KnownQuality } from './quality-tiers.ts';
import type { Setter, SetterState } from './setter.ts';
import type { User, UserState } from './user.ts';

/** Every create is once: a second one with the same id changes nothing and returns what stands. */
export interface AdvertiserStore {
  create(advertiser: Advertiser): Promise<Advertiser>;
  get(advertiserId: string): Promise<Advertiser | undefined>;
  list(page: PageRequest): Promise<Page<Advertiser>>;
}

/** What may change of a publisher; absent fields stay. */
export interface PublisherChange {
  readonly state?: PublisherState | undefined;
  readonly name?: string | undefined;
  readonly origins?: readonly string[] | undefined;
  readonly payoutThresholdMinor?: bigint | undefined;
  readonly payoutSchedule?: PayoutSchedule | undefined;
  readonly netDays?: number | undefined;
  readonly reserveBps?: number | undefined;
  readonly reservePeriods?: number | undefined;
}

export interface PublisherStore {
  create(publisher: Publisher): Promise<Publisher>;
  get(publisherId: string): Promise<Publisher | undefined>;
  list(page: PageRequest, where?: { readonly state?: PublisherState | undefined }): Promise<Page<Publisher>>;
  /**
   * Undefined for a publisher that does not exist.
   *
   * @throws Problem `stale` when it is not at the version that was seen, where one is named
   */
  change(publisherId: string, change: PublisherChange, seenVersion?: number): Promise<Publisher | undefined>;
  /** Sets how good it is known to be, where every reader of the catalog has it at hand; undefined: nobody knows any more. */
  publishQuality(publisherId: string, quality: KnownQuality | undefined): Promise<void>;
}

export interface PayeeStore {
  /**
   * Encrypts the bank details and starts the standing anew; undefined for a publisher that does not exist.
   *
   * @throws Problem `stale` when the payee is not at the revision that was seen, where one is named
   */
  set(publisherId: string, payee: Payee, by?: PayeeSource, seenRev?: number): Promise<Publisher | undefined>;
  /** Replaces the standing of the payee as it was seen; `stale` when it changed meanwhile. */
  stand(publisherId: string, seen: SeenPayee, standing: PayeeStanding): Promise<Publisher | 'stale'>;
  /** The payee as it is stored, still sealed; strongly consistent. */
  see(publisherId: string): Promise<SeenPayee | undefined>;
  /** In clear: for issuing payments only. */
  read(publisherId: string): Promise<Payee | undefined>;
}

/** A payee as one reading found it. */
export interface SeenPayee {
  readonly payee: PayeeOnFile;
  /** Another one each time details are entered, even the same ones. */
  readonly accountSealed: string;
  /** Counts the changes of its standing. */
  readonly rev: number;
  readonly enteredBy?: PayeeSource | undefined;
}

/** An offer as its owner changes it. */
export interface OfferHead {
  readonly offer: OfferVersion;
  /** Counts the changes of its deals, so that a price and a deal can't pass each other unseen. */
  readonly dealsRev: number;
}

export interface OfferFilter {
  readonly state?: OfferVersion['state'] | undefined;
  readonly model?: Model | undefined;
}

export interface OfferStore {
  create(offer: OfferVersion): Promise<OfferVersion>;
  /** Strongly consistent. */
  current(offerId: string): Promise<OfferHead | undefined>;
  /** Stores `next` as the current version; `stale` when another version or a deal came since `seen`. */
  revise(seen: OfferHead, next: OfferVersion): Promise<'revised' | 'stale'>;
  ofAdvertiser(advertiserId: string, page: PageRequest, where?: OfferFilter): Promise<Page<OfferVersion>>;
  /** Active offers of all advertisers. */
  market(page: PageRequest, where?: OfferFilter): Promise<Page<OfferVersion>>;
  /** Every version, newest first. */
  versions(offerId: string, page: PageRequest): Promise<Page<OfferVersion>>;
}

export interface DealStore {
  /** Strongly consistent. */
  current(offerId: string, publisherId: string): Promise<Deal | undefined>;
  /** Stores `next` (version = the current one + 1); `stale` when the offer or the deal changed since. */
  set(seen: OfferHead, next: Deal): Promise<'set' | 'stale'>;
  /** The current deals of an offer. */
  ofOffer(offerId: string, page: PageRequest): Promise<Page<Deal>>;
  /** The offers on which this publisher has a deal that follows its quality. */
  following(publisherId: string): Promise<readonly string[]>;
  /** The highest payout any current deal of the offer promises; strongly consistent. */
  highestPayoutMinor(offerId: string): Promise<bigint | undefined>;
}

/** Whose list of requests; the network's where neither is named. */
export interface JoinSide {
  readonly publisherId?: string | undefined;
  readonly advertiserId?: string | undefined;
}

export interface JoinFilter {
  readonly state?: JoinState | undefined;
  readonly offerId?: string | undefined;
}

export interface JoinRequestStore {
  /** Strongly consistent. */
  get(joinRequestId: string): Promise<JoinRequest | undefined>;
  /** False when this publisher asked for this offer before. */
  create(request: JoinRequest): Promise<boolean>;
  /** Replaces a request, unless it changed since `seen` was read. */
  replace(seen: JoinRequest, next: JoinRequest): Promise<boolean>;
  /** The same, together with the deal that follows from it; `stale` when the request, the offer or the deal changed since. */
  decide(seen: JoinRequest, next: JoinRequest, offer: OfferHead, deal: Deal | undefined): Promise<'decided' | 'stale'>;
  /** Newest first. */
  list(side: JoinSide, page: PageRequest, where?: JoinFilter): Promise<Page<JoinRequest>>;
}

export interface SetterStore {
  create(setter: Setter): Promise<Setter>;
  /** Strongly consistent. */
  get(setterId: string): Promise<Setter | undefined>;
  /** @throws Problem `stale` when it is not at the version that was seen, where one is named */
  setState(setterId: string, state: SetterState, seenVersion?: number): Promise<Setter | undefined>;
  ofPublisher(publisherId: string, page: PageRequest): Promise<Page<Setter>>;
}

export interface TargetStore {
  create(target: Target): Promise<Target>;
  /** Puts it in the place of a version of it; `stale` when another one is there by now. */
  replace(target: Target, seenVersion: number): Promise<'put' | 'stale'>;
  /** All targets of an offer, at most MAX_TARGETS_PER_OFFER; strongly consistent. */
  ofOffer(offerId: string): Promise<readonly Target[]>;
}

export interface OwnNumbers {
  /** Whether the network owns this number: a call sent to it would come back for ever. */
  has(number: E164): Promise<boolean>;
}

/** Whose keys. */
export interface KeyFilter {
  readonly role?: ApiKey['role'] | undefined;
  readonly subjectId?: string | undefined;
}

export interface KeyStore {
  create(key: ApiKey): Promise<'created' | 'exists'>;
  /** Eventually consistent: authentication asks for each request, and caches what it hears. */
  get(keyId: string): Promise<ApiKey | undefined>;
  list(page: PageRequest, where?: KeyFilter): Promise<Page<ApiKey>>;
  /** Idempotent: a second revocation keeps the first time. */
  revoke(keyId: string, atMs: EpochMs): Promise<'revoked' | 'missing'>;
}

export interface UserStore {
  create(person: User): Promise<'created' | 'exists'>;
  /** Eventually consistent: sign-in asks for each request, and caches what it hears. */
  get(userId: string): Promise<User | undefined>;
  list(page: PageRequest): Promise<Page<User>>;
  /** @throws Problem `stale` when it is not at the version that was seen, where one is named */
  setState(userId: string, state: UserState, seenVersion?: number): Promise<User | undefined>;
}

/** The catalog as the hot path reads it: cached 30 s in each container; versions, which never change, for as long as it lives. */
export interface CatalogReader {
  currentOffer(offerId: string): Promise<OfferVersion | undefined>;
  /** @throws Error for a version that was never written: names of terms always lead somewhere. */
  offerVersion(offerId: string, version: number): Promise<OfferVersion>;
  /** The publisher's current deal on the offer, undefined where the offer's own terms hold. */
  deal(offerId: string, publisherId: string): Promise<Deal | undefined>;
  dealVersion(offerId: string, publisherId: string, version: number): Promise<Deal>;
  targetsOf(offerId: string): Promise<readonly Target[]>;
  publisher(publisherId: string): Promise<Publisher | undefined>;
  setter(setterId: string): Promise<Setter | undefined>;
  publisherByTagKey(tagKey: string): Promise<Publisher | undefined>;
}

/** Terms from their names, and the terms a new outcome gets. */
export interface TermsSource {
  terms(ref: TermsRef): Promise<Terms>;
  /** Undefined for an offer that does not exist. A paused offer still has terms: whether it takes calls is its `state`. */
  currentTerms(offerId: string, publisherId: string): Promise<Terms | undefined>;
}

export interface MarketStore {
  /** Strongly consistent. */
  get(offerId: string): Promise<StandingMarket | undefined>;
  /** Puts it in the place of a version of it, 0 for none; `stale` when another one is there by now. */
  set(market: StandingMarket, seenVersion: number): Promise<'put' | 'stale'>;
}

/** Markets as routing reads them: up to 30 s late. */
export interface MarketReader {
  /** Undefined for an offer that has its calls to itself. */
  market(offerId: string): Promise<Market | undefined>;
}
