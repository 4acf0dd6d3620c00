import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareApp, type RunningApp } from '../road/running-app.ts';
import { answersOf, type Block, blocksOf, commandsOf, PAGES } from './markdown.ts';
import { REFUSED, runSession } from './session.ts';
import { asShown, asShownButFigures } from './shown.ts';

/**
 * Who reads which pages in one sitting: a page may use what the pages before it have set. All share one app, as readers of a network
 * do. Finance comes first: its demo moves the clock, and the others' commands must work whatever the clock says.
 */
const SITTINGS: Readonly<Record<string, readonly string[]>> = {
  'a finance clerk': ['docs/finance.md'],
  'a publisher': ['docs/publisher.md', 'shared/leads/README.md', 'shared/reporting/README.md'],
  'an advertiser’s engineer': [
    'docs/advertiser.md',
    'shared/calls/README.md',
    'shared/crm/README.md',
    'shared/webhooks/README.md',
  ],
  'an operator': [
    'web/docs/README.md',
    'docs/operator.md',
    'docs/kpis.md',
    'shared/people/README.md',
    'shared/tracking/inventory/README.md',
  ],
};

/** The word behind a fence that keeps its block from being run here, and why. Whatever has none is run. */
const NOT_RUN: Readonly<Record<string, string>> = {
  start: 'starts the app or the tests: this test runs within the one and against the other',
  deploy: 'needs an account at AWS',
  long: 'takes minutes',
};

const isRun = ({ words }: Block): boolean => !words.some((word) => word in NOT_RUN);
const runnableOf = (page: string): Block[] => commandsOf(page).filter(isRun);

/** Above what a session takes at most (session.ts). */
const SITTING_MS = 540_000;

let app: RunningApp;
beforeAll(async () => {
  app = await prepareApp();
  await app.start();
}, 480_000);
afterAll(() => app?.remove());

describe('the commands of the guides', () => {
  it.each(Object.entries(SITTINGS))(
    'work from top to bottom for %s',
    async (_who, pages) => {
      const { failure, written } = await runSession(app.url, pages.flatMap(runnableOf));
      expect(failure).toBeUndefined();
      for (const { at, to, words, text } of pages.flatMap(answersOf)) {
        const shown = words.includes('figures-vary') ? asShownButFigures(text) : asShown(text);
        expect(JSON.parse(written.get(to) ?? ''), at).toMatchObject(shown);
      }
    },
    SITTING_MS,
  );

  it('begin with a start that prints what the front page shows', () => {
    const shown = blocksOf('README.md').find(({ text }) => text.includes('what runs here'))?.text ?? '';
    const addresses = shown.split('\n').filter((line) => line.includes('http'));
    expect(addresses.length).toBeGreaterThan(4);
    for (const line of addresses) expect(app.printed()).toContain(line.replaceAll('http://127.0.0.1:4000', app.url));
  });

  it('are run on every page that has any', () => {
    const read = Object.values(SITTINGS).flat();
    expect(PAGES.filter((page) => runnableOf(page).length > 0).sort()).toEqual([...read].sort());
  });

  it('have no word behind their fence that nobody knows', () => {
    const words = PAGES.flatMap((page) => commandsOf(page).flatMap((block) => block.words));
    expect([...Object.keys(NOT_RUN), REFUSED]).toEqual(expect.arrayContaining(words));
  });
});
