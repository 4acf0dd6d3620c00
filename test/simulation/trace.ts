interface Step {
  readonly atMs: number;
  /** The function's life, or the queue. */
  readonly who: string;
  readonly what: string;
}

/** More than anybody reads; the end is what matters. */
const MAX_LINES = 400;

/** Names of outcomes, entries and runs: what a broken rule is about. */
const NAMES = /\b(call|entry|run)_[A-Za-z0-9_-]+/g;

const namesIn = (text: string): string[] => text.match(NAMES) ?? [];

const lifeOf = (who: string): string => who.replace(/\/\d+$/, '');

/** What happened, line by line; kept only when somebody will read it, since most seeds end well. */
export class Trace {
  readonly #steps: Step[] = [];
  readonly #isOn: boolean;
  readonly #nowMs: () => number;

  constructor(isOn: boolean, nowMs: () => number) {
    this.#isOn = isOn;
    this.#nowMs = nowMs;
  }

  /** The text is made only when it is wanted. */
  add(who: string, what: () => string): void {
    if (this.#isOn) this.#steps.push({ atMs: this.#nowMs(), who, what: what() });
  }

  /** Everything up to an instant. */
  lines(untilMs = Number.POSITIVE_INFINITY): string[] {
    return this.#steps.filter(({ atMs }) => atMs <= untilMs).map(lineOf);
  }

  /** What has to do with a broken rule: every life that names what the rule is about, from its start to its end. */
  story(untilMs: number, rule: string): string[] {
    const told = this.#steps.filter(({ atMs }) => atMs <= untilMs);
    const about = namesIn(rule);
    const isAbout = ({ who, what }: Step): boolean => about.some((name) => who.includes(name) || what.includes(name));
    const lives = new Set(told.filter(isAbout).map(({ who }) => lifeOf(who)));
    const lines = (about.length > 0 ? told.filter(({ who }) => lives.has(lifeOf(who))) : told).map(lineOf);
    return lines.length <= MAX_LINES ? lines : [`… ${lines.length - MAX_LINES} lines`, ...lines.slice(-MAX_LINES)];
  }
}

const lineOf = ({ atMs, who, what }: Step): string =>
  `${new Date(atMs).toISOString().slice(0, 23).replace('T', ' ')}  ${who}  ${what}`;
