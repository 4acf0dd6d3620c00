import { randomBytes } from 'node:crypto';
import { signedWebhooks, type Webhooks } from './webhooks.ts';

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
  | 'lost-completion';

type Ring = 'answered' | 'no-answer' | 'busy' | 'failed';

export interface PlaceCallOptions {
  /** Where the app listens, e.g. `http://127.0.0.1:4000`. */
  readonly baseUrl: string;
  /** The app's configured public address, when it differs. */
  readonly publicUrl?: string;
  /** The account's auth token: what the app's secret `twilio` holds. */
  readonly authToken: string;
  readonly to: string;
  /** A number in E.164, or `anonymous`. */
  readonly from: string;
  /** Two-letter code of the caller's state; Illinois when absent. */
  readonly fromState?: string;
  readonly fromCountry?: string;
  readonly stirVerstat?: string;
  /** Given for a demo that repeats itself; random when absent. */
  readonly callSid?: string;
  readonly talkSeconds: number;
  /** How long it rings before somebody answers or nobody does. */
  readonly ringSeconds?: number;
  /** What becomes of each dial in turn; the last holds for those after it. Answered when absent. */
  readonly rings?: readonly Ring[];
  readonly faults?: readonly Fault[];
  /** How late `late` is. */
  readonly lateMs?: number;
}

export interface Step {
  readonly title: string;
  readonly detail?: string;
}

type Form = Readonly<Record<string, string>>;

/** One call in the simulated carrier's hands. */
export class Line {
  readonly options: PlaceCallOptions;
  readonly callSid: string;
  readonly steps: Step[] = [];
  /** Posts that wait for their turn: the order of a call's endings is the carrier's affair. */
  readonly endings: (() => Promise<unknown>)[] = [];
  accepted = true;
  dials = 0;
  talkedSeconds = 0;
  secondsOnLine = 0;
  readonly #faults: ReadonlySet<Fault>;
  readonly #webhooks: Webhooks;
  readonly #base: Form;

  constructor(options: PlaceCallOptions) {
    this.options = options;
    this.callSid = options.callSid ?? `CA${randomBytes(16).toString('hex')}`;
    this.#faults = new Set(options.faults);
    this.#webhooks = signedWebhooks(options.baseUrl, options.authToken, options.publicUrl);
    this.#base = {
      AccountSid: 'AC00000000000000000000000000000000',
      ApiVersion: '2010-04-01',
      Direction: 'inbound',
      CallSid: this.callSid,
      From: options.from,
      FromCountry: options.fromCountry ?? 'US',
      FromState: options.fromState ?? 'IL',
      To: options.to,
      ToCountry: 'US',
      StirVerstat: options.stirVerstat ?? 'TN-Validation-Passed-A',
    };
  }

  has(fault: Fault): boolean {
    return this.#faults.has(fault);
  }

  note(title: string, detail?: string): void {
    this.steps.push(detail === undefined ? { title } : { title, detail });
  }

  /** Posts one webhook; undefined where the app refused it: the real caller would hear an application error. */
  async post(url: string, form: Form, title: string): Promise<string | undefined> {
    const { status, body } = await this.#webhooks.post(url, { ...this.#base, ...form });
    const isAccepted = status >= 200 && status < 300;
    this.note(title, isAccepted ? 'accepted' : `refused with ${status}`);
    this.accepted &&= isAccepted;
    return isAccepted ? body : undefined;
  }

  /** A webhook that tells of an end, twice where the carrier doubles. */
  async tell(url: string, form: Form, title: string): Promise<string | undefined> {
    const first = await this.post(url, form, title);
    return this.has('doubled') ? this.post(url, form, `${title} (again)`) : first;
  }
}
