import { z } from 'zod';
import { answersShape } from '../../../catalog/answers.ts';
import type { Baggage } from './walk.ts';

/**
 * Where a caller is in a plan while a question is open, and what it has brought so far. It travels in the address that the
 * carrier sends the answer to, so that a question costs no write; in one value without a sign that anybody has to escape.
 */
const bookmark = z.object({
  nodeId: z.string().min(1).max(24),
  asked: z.int().min(1).max(9),
  record: z.boolean(),
  language: z.string().max(3).optional(),
  answers: answersShape,
});
export type Bookmark = Baggage & Pick<z.output<typeof bookmark>, 'nodeId' | 'asked'>;

export const writeBookmark = ({ nodeId, asked, record, language, answers }: Bookmark): string =>
  Buffer.from(JSON.stringify({ nodeId, asked, record, language, answers })).toString('base64url');

/** Undefined for anything that {@link writeBookmark} did not write. */
export function readBookmark(text: string | undefined): Bookmark | undefined {
  if (text === undefined) return undefined;
  try {
    return bookmark.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    return undefined;
  }
}
