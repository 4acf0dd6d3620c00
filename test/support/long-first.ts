import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What starts the whole app takes minutes: begun last, it alone would run at the end. Longest first. */
const LONG = [
  '/test/console/',
  '/test/road/',
  '/test/guides/commands',
  '/test/infra/local/',
  '/test/platform/whole-api/',
] as const;

const lengthOf = ({ moduleId }: TestSpecification): number => {
  const place = LONG.findIndex((folder) => moduleId.includes(folder));
  return place < 0 ? LONG.length : place;
};

export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => lengthOf(a) - lengthOf(b));
  }
}
