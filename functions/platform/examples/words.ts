import type { ExampleWords } from '../../../shared/platform/http/example.ts';
import { FIGURES } from './figures.ts';
import { TEXTS } from './texts.ts';
import { TIMES } from './times.ts';
import { WHO } from './who.ts';

/** What a field of this name holds in every example of the API, where its schema takes that and says nothing better. */
export const EXAMPLE_WORDS: ExampleWords = { ...WHO, ...FIGURES, ...TEXTS, ...TIMES };
