import { createHash, randomBytes } from 'node:crypto';
import type { CallFacts, Dialect, Fields, Reply, Ring } from './dialect.ts';
import { DIALECTS, type SimulatedCarrier } from './dialects/all.ts';
import { signedWebhooks, type WebhookOptions, type Webhooks } from './webhooks.ts';

/** What goes wrong between a carrier and us; each of these happens every day. */
export type Fault =
  /** The last word on the call comes seconds later than the rest. */
  | 'late'
  /** Each webhook that tells of an end comes twice. */
  | 'doubled'
  /** The end of the call is told before the end of its dial. */
  | 'out-of-order'
  /** The end of the call is told before the call itself. */
  | 'status-first'
  /** Nobody is asked what to do after the dial. */
  | 'lost-dial-action'
  /** The end of the call is never told. */
  | 'lost-completion'
  /** The end of the call is told again with its price, as soon as the carrier knows it. */
  | 'late-price';

export interface PlaceCallOptions extends WebhookOptions {
  /** Twilio when absent. */
  readonly carrier?: SimulatedCarrier;
  readonly to: string;
  /** A number in E.164, or `anonymous`. */
  readonly from: string;
  /** Two-letter code of the caller's state; Illinois when absent. Some carriers don't tell it. */
  readonly fromState?: string;
  readonly fromCountry?: string;
  readonly attestation?: CallFacts['attestation'];
  /** Given for a demo that repeats itself; random when absent. */
  readonly callId?: string;
  readonly talkSeconds: number;
  /** How long it rings before somebody answers or nobody does. */
  readonly ringSeconds?: number;
  /** How long the line is really held before the end of a dial is told: something to look at. Told at once when absent. */
  readonly holdMs?: number;
  /** What becomes of each dial in turn; the last holds for those after it. Answered when absent. */
  readonly rings?: readonly Ring[];
  /** What the caller does each time it is asked; silent after the last, and where absent. */
  readonly replies?: readonly Reply[];
  /** Asked where the voice address does not answer. */
  readonly failoverPath?: string;
  readonly faults?: readonly Fault[];
  /** How late `late` is. */
  readonly lateMs?: number;
}

export interface Step {
  readonly title: string;
  readonly detail?: string;
}

/** One call in the simulated carrier's hands. */
export class Line {
  readonly options: PlaceCallOptions;
  readonly dialect: Dialect;
  readonly call: CallFacts;
  readonly steps: Step[] = [];
  /** Posts that wait for their turn: the order of a call's endings is the carrier's affair. */
  readonly endings: (() => Promise<unknown>)[] = [];
  accepted = true;
  dials = 0;
  verbs = 0;
  recordings = 0;
  questions = 0;
  talkedSeconds = 0;
  secondsOnLine = 0;
  readonly #faults: ReadonlySet<Fault>;
  readonly #webhooks: Webhooks;

  constructor(options: PlaceCallOptions) {
    this.options = options;
    this.dialect = DIALECTS[options.carrier ?? 'twilio'];
    this.#faults = new Set(options.faults);
    this.#webhooks = signedWebhooks(this.dialect, options);
    this.call = {
      callId: options.callId ?? this.dialect.idOf('call', randomBytes(16).toString('hex')),
      from: options.from,
      fromState: options.fromState ?? 'IL',
      fromCountry: options.fromCountry ?? 'US',
      to: options.to,
      attestation: options.attestation ?? 'A',
      startedAtMs: Date.now() + (options.clockOffsetMs ?? 0),
    };
  }

  has(fault: Fault): boolean {
    return this.#faults.has(fault);
  }

  note(title: string, detail?: string): void {
    this.steps.push(detail === undefined ? { title } : { title, detail });
  }

  /** Now, as far as this call has come: nobody waits for simulated talk. */
  nowMs(): number {
    return this.call.startedAtMs + this.secondsOnLine * 1_000;
  }

  /** The same call has the same legs and recordings, so that a demo repeats itself. */
  nextId(kind: 'leg' | 'recording', index: number): string {
    const hex = createHash('sha256').update(`${this.call.callId}/${kind}/${index}`).digest('hex');
    return this.dialect.idOf(kind, hex.slice(0, 32));
  }

  /** Posts one webhook; undefined where the app refused it or took too long: the real caller would hear an application error. */
  async post(url: string, fields: Fields, title: string): Promise<string | undefined> {
    const answer = await this.#webhooks.post(url, fields);
    const isAccepted = answer !== undefined && answer.status >= 200 && answer.status < 300;
    this.note(title, isAccepted ? 'accepted' : answer ? `refused with ${answer.status}` : 'not answered in time');
    this.accepted &&= isAccepted;
    return isAccepted ? answer.body : undefined;
  }

  /** A webhook that tells of an end, twice where the carrier doubles. */
  async tell(url: string, fields: Fields, title: string): Promise<string | undefined> {
    const first = await this.post(url, fields, title);
    return this.has('doubled') ? this.post(url, fields, `${title} (again)`) : first;
  }
}
