import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

/** From the word outcome on nothing may know which model it serves. */
const CHANNELS = ['calls', 'leads', 'appointments'];
const ONE_ROAD = ['outcomes', 'ledger', 'disputes', 'payouts', 'billing', 'reporting', 'webhooks'];

interface Rule {
  readonly name: string;
  readonly from: { readonly path: string };
  readonly to: { readonly path: string; readonly pathNot: string };
}
const { forbidden } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as { forbidden: Rule[] };

const isForbidden = (from: string, to: string): boolean =>
  forbidden
    .filter((rule) => rule.name.startsWith('context-'))
    .some(
      (rule) =>
        new RegExp(rule.from.path).test(from) &&
        new RegExp(rule.to.path).test(to) &&
        !new RegExp(rule.to.pathNot).test(to),
    );

const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, path = '']) =>
    normalize(join(dirname(file), path)),
  );

describe('one road for every model', () => {
  it.each(ONE_ROAD.flatMap((context) => CHANNELS.map((channel) => [context, channel])))(
    '%s may not import %s: the check in CI refuses it',
    (context, channel) => {
      expect(isForbidden(`shared/${context}/use-case.ts`, `shared/${channel}/model.ts`)).toBe(true);
      expect(isForbidden(`shared/${channel}/use-case.ts`, 'shared/outcomes/model.ts')).toBe(false);
    },
  );

  it('no file of it imports a channel', () => {
    const files = globSync(`{shared,functions}/{${ONE_ROAD.join(',')}}/**/*.ts`);
    expect(files.length).toBeGreaterThan(200);
    const channels = new RegExp(`^(shared|functions)/(${CHANNELS.join('|')})/`);
    const strays = files.filter((file) => importsOf(file).some((path) => channels.test(path)));
    expect(strays).toEqual([]);
  });
});
