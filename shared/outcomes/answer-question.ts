import type { Answers } from '../catalog/answers.ts';
import type { Question } from '../catalog/criteria.ts';
import { isOpenAt } from '../catalog/opening-hours.ts';
import { DAY_MS, wallClock } from '../kernel/time.ts';
import type { Facts, Seen } from './model.ts';
import type { Contact } from './ports.ts';

/** What judging looks up besides the facts; only what the tree asks for is there. */
export interface Background {
  readonly outcomeId: string;
  readonly offerId: string;
  readonly advertiserId: string;
  /** Earlier contacts of this person; present when the tree asks for repeats and the person is known. */
  readonly earlier?: readonly Contact[];
  /** More contacts than `earlier` can hold: a robot, and a repeat whatever the rest says. */
  readonly tooManyContacts?: boolean;
  /** Whether the advertiser's list has this person; present when the tree asks and the person is known. */
  readonly isCustomer?: boolean;
}

/** `null` for a question that what was seen can not answer. */
export type Truth = boolean | null;

export interface Answer {
  readonly seen: Seen;
  readonly truth: Truth;
}

type Ask<K extends Question['kind']> = Extract<Question, { kind: K }>;

const within = (seconds: number | undefined, { minSeconds, maxSeconds }: Ask<'talk-time' | 'total-time'>): Answer => {
  if (seconds === undefined) return { seen: null, truth: null };
  return { seen: seconds, truth: seconds >= minSeconds && (maxSeconds === undefined || seconds <= maxSeconds) };
};

/** `US` holds for every state of it. A caller known only to be in `US` may or may not be in `US-IL`: that stays open. */
function inRegion(region: string | undefined, asked: readonly string[]): Answer {
  if (region === undefined) return { seen: null, truth: null };
  const country = region.slice(0, 2);
  if (asked.includes(region) || asked.includes(country)) return { seen: region, truth: true };
  const undecided = region === country && asked.some((code) => code.startsWith(`${country}-`));
  return { seen: region, truth: undecided ? null : false };
}

const WEEKDAYS = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function inHours({ startedAtMs }: Facts, { hours }: Ask<'hours'>): Answer {
  const { weekday, minuteOfDay } = wallClock(startedAtMs, hours.zone);
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  const time = `${twoDigits(Math.floor(minuteOfDay / 60))}:${twoDigits(minuteOfDay % 60)}`;
  return { seen: `${WEEKDAYS[weekday]} ${time}`, truth: isOpenAt(hours, startedAtMs) };
}

function sameScope(contact: Contact, scope: Ask<'repeat'>['scope'], facts: Facts, background: Background): boolean {
  if (scope === 'offer') return contact.offerId === background.offerId;
  if (scope === 'advertiser') return contact.advertiserId === background.advertiserId;
  return facts.targetId !== undefined && contact.targetId === facts.targetId;
}

/**
 * A repeat is an earlier contact of the same person in scope within N days before this one began. `seen` is how many whole
 * days ago the newest was, or false. A withheld caller id is nobody's repeat (FIELD section 2).
 */
function isRepeat(facts: Facts, { days, scope }: Ask<'repeat'>, background: Background): Answer {
  if (facts.personHash === undefined) return { seen: false, truth: false };
  const fromMs = facts.startedAtMs - days * DAY_MS;
  const ages = (background.earlier ?? [])
    .filter((contact) => contact.outcomeId !== background.outcomeId)
    .filter((contact) => contact.startedAtMs >= fromMs && contact.startedAtMs < facts.startedAtMs)
    .filter((contact) => sameScope(contact, scope, facts, background))
    .map((contact) => Math.floor((facts.startedAtMs - contact.startedAtMs) / DAY_MS));
  if (ages.length > 0) return { seen: Math.min(...ages), truth: true };
  return background.tooManyContacts ? { seen: 'too many contacts', truth: true } : { seen: false, truth: false };
}

function isCustomer({ isCustomer: known }: Background, { is }: Ask<'customer'>): Answer {
  if (known === undefined) return { seen: null, truth: null };
  const seen = known ? 'existing' : 'new';
  return { seen, truth: seen === is };
}

/** What nobody said, or said in another form than the question asks for, can't be known. */
function isSaid(answers: Answers | undefined, { name, in: texts, min, max, is }: Ask<'answer'>): Answer {
  const said = answers && Object.hasOwn(answers, name) ? answers[name] : undefined;
  if (said === undefined) return { seen: null, truth: null };
  if (typeof said === 'string') return { seen: said, truth: texts ? texts.includes(said) : null };
  if (typeof said === 'boolean') return { seen: said, truth: is === undefined ? null : said === is };
  if (min === undefined && max === undefined) return { seen: said, truth: null };
  return { seen: said, truth: said >= (min ?? -Infinity) && said <= (max ?? Infinity) };
}

/** Who was asked and chose nothing is seen as false; of who was never asked anything nothing can be known. */
function isPressed(answers: Answers = {}, { question, in: keys }: Ask<'key-press'>): Answer {
  const asked = Object.entries(answers).filter(([name]) => question === undefined || name === question);
  if (asked.length === 0) return { seen: null, truth: null };
  const pressed = asked.flatMap(([, key]) => (typeof key === 'string' ? [key] : []));
  return { seen: pressed.join(' ') || false, truth: pressed.some((key) => keys.includes(key)) };
}

/** One question against what was seen. `within-caps` fails only where a place was asked for and none was left. */
export function answerQuestion(question: Question, facts: Facts, background: Background): Answer {
  switch (question.kind) {
    case 'talk-time':
      return within(facts.talkSeconds, question);
    case 'total-time':
      return within(facts.totalSeconds, question);
    case 'caller-region':
      return inRegion(facts.region, question.in);
    case 'hours':
      return inHours(facts, question);
    case 'repeat':
      return isRepeat(facts, question, background);
    case 'customer':
      return isCustomer(background, question);
    case 'confidence':
      return { seen: facts.confidence, truth: question.in.includes(facts.confidence) };
    case 'within-caps':
      return { seen: facts.capacity, truth: facts.capacity !== 'over' };
    case 'answer':
      return isSaid(facts.answers, question);
    case 'key-press':
      return isPressed(facts.answers, question);
  }
}
