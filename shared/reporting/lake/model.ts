/** What is exported for larger questions: a folder for each set, in it one for each day of the network. */
export const LAKE_FOLDER = 'lake';

/** As Athena names them. */
type ColumnType = 'string' | 'bigint' | 'int' | 'array<struct<account:string,amount_minor:bigint,currency:string>>';
export type Columns = Readonly<Record<string, readonly [type: ColumnType, meaning: string]>>;

const place = {
  offer_id: ['string', 'Offer'],
  advertiser_id: ['string', 'Advertiser'],
  publisher_id: ['string', 'Publisher'],
  model: ['string', 'call, lead or appointment'],
  source: ['string', 'What brought it'],
  setter_id: ['string', 'Who of the publisher’s people brought it'],
  campaign: ['string', 'utm_campaign of the landing page'],
  medium: ['string', 'utm_medium'],
  term: ['string', 'utm_term'],
  content: ['string', 'utm_content'],
  region: ['string', 'Region of the person, ISO 3166-2'],
  target_id: ['string', 'Who took the call'],
} as const satisfies Columns;

/**
 * The tables that can be asked, and their columns: the rows that are written and the tables that are declared in infra/ both
 * come from here. Amounts are minor units, instants milliseconds since 1970. Nobody's number, name or address is in them.
 */
export const LAKE_SETS = {
  facts: {
    meaning:
      'What reports add up: verdicts, corrections, reports of sales, retainers, visits of ten seconds; by the day they count in',
    columns: {
      kind: ['string', 'verdict, correction, report, touch, retainer or visits'],
      at_ms: ['bigint', 'When it counts'],
      outcome_id: ['string', 'Outcome; none for visits'],
      ...place,
      state: ['string', 'Of a verdict: qualified or rejected'],
      failed: ['string', 'The criterion that decided a rejection'],
      talk_seconds: ['int', 'From answer to hang-up'],
      response_seconds: ['int', 'Of a touch: from a lead’s delivery to the first word to the person'],
      attendance: ['string', 'held, no-show or cancelled'],
      cause_id: ['string', 'Of a correction'],
      because: ['string', 'adjustment, dispute, credit, feedback, late-truth, objection or credit-undone'],
      result: ['string', 'Of a report: sold, unsold or bad'],
      got: ['string', 'Of visits: leased, source or fallback'],
      visits: ['int', 'How many visits'],
      charge_minor: ['bigint', 'Charged to the advertiser'],
      payout_minor: ['bigint', 'Earned by the publisher'],
      sale_minor: ['bigint', 'Reported as sold'],
      currency: ['string', 'Of the amounts'],
    },
  },
  outcomes: {
    meaning: 'Judged outcomes as their verdict left them; by the day of the verdict',
    columns: {
      outcome_id: ['string', 'Outcome'],
      ...place,
      offer_version: ['int', 'The version it was judged by'],
      deal_version: ['int', 'The deal beside it; 0 for none'],
      confidence: ['string', 'Of its attribution'],
      opened_at_ms: ['bigint', 'When it was opened'],
      judged_at_ms: ['bigint', 'When it was judged'],
      state: ['string', 'qualified or rejected'],
      failed: ['string', 'The criterion that decided a rejection'],
      talk_seconds: ['int', 'From answer to hang-up'],
      total_seconds: ['int', 'The whole call'],
      payable_day: ['string', 'From when on it is paid'],
      charge_minor: ['bigint', 'Charged by the verdict'],
      payout_minor: ['bigint', 'Earned by the verdict'],
      currency: ['string', 'Of the amounts'],
    },
  },
  entries: {
    meaning: 'Journal entries with their postings; by the day of booking',
    columns: {
      entry_id: ['string', 'Entry'],
      kind: ['string', 'verdict, adjustment, payment, return, reserve, deposit or tax'],
      publisher_id: ['string', 'Publisher; none for a deposit or tax'],
      outcome_id: ['string', 'Outcome it is about'],
      offer_id: ['string', 'Offer it is about'],
      payable_day: ['string', 'From when on it is paid'],
      booked_at_ms: ['bigint', 'When it was booked'],
      reverses: ['string', 'The entry that it takes back'],
      postings: [
        'array<struct<account:string,amount_minor:bigint,currency:string>>',
        'Debits above zero, credits below; they sum to zero in each currency',
      ],
    },
  },
} as const satisfies Record<string, { readonly meaning: string; readonly columns: Columns }>;

export type LakeSet = keyof typeof LAKE_SETS;
/** A row has exactly the columns of its set; what does not apply is left out. */
export type Row<S extends LakeSet> = { readonly [C in keyof (typeof LAKE_SETS)[S]['columns']]: unknown };
