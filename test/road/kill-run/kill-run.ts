import { cpSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { sha256Hex } from '../../../shared/kernel/ids.ts';
import { diceOf } from '../../simulation/dice.ts';
import { prepareApp, type RunningApp } from '../running-app.ts';
import { client, Gone } from './client.ts';
import { enterSecrets, fillMarket, progressOf } from './market.ts';
import { type Desk, filesOf, openDesk, payRun, RUN_ID, settled, tiesOut } from './pay.ts';

export interface KillOptions {
  readonly times: number;
  readonly seed: number;
  readonly publishers: number;
  readonly entries: number;
  /** The app lives at most so long between two kills. */
  readonly lifeMs: number;
  readonly say: (line: string) => void;
}

export interface KillResult {
  /** How far the run was each time the app was killed. */
  readonly kills: readonly string[];
  /** How often the run was begun anew, since it was over before all kills were. */
  readonly rounds: number;
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
  /** Every file of each round has the bytes that it has when nothing is killed. */
  readonly isSame: boolean;
  readonly tiesOut: boolean;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** An app whose market is ready to be paid, with a copy of its state to begin again from. */
async function prepareMarket(app: RunningApp, { publishers, entries }: KillOptions) {
  enterSecrets(app);
  await app.start();
  const desk = await openDesk(app);
  await fillMarket(app, publishers, entries);
  await settled(app);
  const { nowMs } = await client(app).get<{ nowMs: number }>('/__local/clock');
  await app.kill();
  const copy = `${app.stateDir}.prepared`;
  cpSync(app.stateDir, copy, { recursive: true });
  const restore = (): void => {
    rmSync(app.stateDir, { recursive: true, force: true });
    cpSync(copy, app.stateDir, { recursive: true });
  };
  // Some days ahead of all that happens: a file tells the minute of its approval, so that has to be one of our choice.
  return { desk, restore, approveAtMs: Math.ceil((nowMs + 2 * DAY_MS) / MINUTE_MS) * MINUTE_MS };
}

/** Until the run is issued, or the app was killed so long after it went to work: true where it is issued. */
async function liveFor(
  app: RunningApp,
  ms: number,
  work: (isAtWork: () => void) => Promise<unknown>,
): Promise<boolean> {
  const { promise: atWork, resolve: isAtWork } = Promise.withResolvers<void>();
  const ended = work(isAtWork).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Gone) return false;
      throw error;
    },
  );
  await Promise.race([ended, atWork]);
  if (await Promise.race([ended, sleep(ms, false, { ref: false })])) return true;
  await app.kill();
  const isIssued = await ended;
  if (isIssued) await app.start();
  return isIssued;
}

interface Round {
  readonly files: ReadonlyMap<string, string>;
  readonly approvedAtMs: number;
  readonly tiesOut: boolean;
}

/** What came of a run that is issued; the app runs, and is killed afterwards. */
async function endOf(app: RunningApp, desk: Desk, approveAtMs: number): Promise<Round> {
  const { approved } = await payRun(app, desk, approveAtMs);
  const round = {
    files: await filesOf(app, desk),
    approvedAtMs: Date.parse(approved?.at ?? ''),
    tiesOut: await tiesOut(app, desk),
  };
  await app.kill();
  return round;
}

const isSame = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean =>
  a.size > 0 && a.size === b.size && [...a].every(([name, content]) => b.get(name) === content);

/**
 * Kills the app (`kill -9`) at random moments of a payout run and starts it again, as often as asked; then pays the same market
 * once without a kill, and compares the files byte by byte.
 */
export async function killRun(options: KillOptions): Promise<KillResult> {
  const { times, seed, lifeMs, say } = options;
  const dice = diceOf(seed);
  const app = await prepareApp();
  try {
    const { desk, restore, approveAtMs } = await prepareMarket(app, options);
    const kills: string[] = [];
    const rounds: Round[] = [];
    while (kills.length < times) {
      restore();
      await app.start();
      while (kills.length < times) {
        const ms = dice(`kill-${kills.length}`).unit() * lifeMs;
        if (await liveFor(app, ms, (isAtWork) => payRun(app, desk, approveAtMs, isAtWork))) break;
        await app.start();
        kills.push(await progressOf(app, RUN_ID));
        say(`kill ${kills.length}: ${kills.at(-1)}`);
      }
      rounds.push(await endOf(app, desk, approveAtMs));
      say(`round ${rounds.length} is issued after ${kills.length} kills`);
    }
    const same: boolean[] = [];
    for (const { files, approvedAtMs } of rounds) {
      restore();
      await app.start();
      // The same minute of approval, since the files tell it.
      const control = await endOf(app, desk, Math.floor(approvedAtMs / MINUTE_MS) * MINUTE_MS);
      same.push(control.tiesOut && isSame(files, control.files));
    }
    const files = [...(rounds[0]?.files ?? [])].map(([name, content]) => ({ name, sha256: sha256Hex(content) }));
    return {
      ...{ kills, files, rounds: rounds.length },
      isSame: same.every(Boolean),
      tiesOut: rounds.every((round) => round.tiesOut),
    };
  } finally {
    await app.remove();
  }
}
