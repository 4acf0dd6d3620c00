import { MACROS } from './postback.ts';

const IN_BRACES = /\{([^{}]*)\}/g;

/** The template with every macro's word in it, percent-encoded. */
export const fillTemplate = (template: string, word: (macro: string) => string): string =>
  template.replace(IN_BRACES, (_all, macro: string) => encodeURIComponent(word(macro).toWellFormed()));

export type TemplateReading =
  | { readonly kind: 'template'; readonly url: string }
  | { readonly kind: 'refused'; readonly why: string };

const refused = (why: string): TemplateReading => ({ kind: 'refused', why });

const MAX_TEMPLATE = 1_000;

/**
 * A template as it is kept: written out again by the parser that every request goes through, so that what was looked at is what is
 * filled in. A macro stands in path and query only: a host that depends on an event could lead anywhere, and a visitor chooses some of
 * the words. Where the path begins, the parser alone knows (`https:x`, `https:\\x` and a scheme with a tab in it all have a host).
 */
export function readTemplate(template: string): TemplateReading {
  const unknown = unknownMacro(template);
  if (unknown !== undefined) return refused(`has {${unknown.slice(0, 40)}} in it, which is no macro`);
  const url = URL.parse(filledBy(template, markOf));
  const other = URL.parse(filledBy(template, (index) => `9${index}f`));
  if (!url || !other) return refused('is no URL');
  if (placeOf(url) !== placeOf(other)) return refused('has a macro in its host, or before it');
  const macros = macrosIn(template);
  const written = url.href.replace(MARK, (_all, index: string) => `{${macros[Number(index)] ?? ''}}`);
  // Marks that the template had of its own would have become macros.
  const back = macrosIn(written);
  if (back.length !== macros.length || back.join() !== macros.join()) return refused('is no URL');
  // What stands behind a `#` is never sent.
  const [kept = ''] = written.split('#');
  if (kept.length > MAX_TEMPLATE) return refused(`has more than ${MAX_TEMPLATE} characters, written out as a URL`);
  return { kind: 'template', url: kept };
}

/** Stands for a macro while a URL is parsed: nothing in it is encoded, decoded or cut. */
const markOf = (index: number): string => `macro-${index}-here`;
const MARK = /macro-(\d+)-here/g;

function filledBy(template: string, word: (index: number) => string): string {
  let index = -1;
  return fillTemplate(template, () => {
    index += 1;
    return word(index);
  });
}

/** All that decides whom a request reaches, and as whom. */
const placeOf = ({ protocol, username, password, host }: URL): string => `${protocol}//${username}:${password}@${host}`;

const macrosIn = (template: string): readonly string[] =>
  [...template.matchAll(IN_BRACES)].map(([, macro = '']) => macro);

/** The first name in braces that is no macro. */
const unknownMacro = (template: string): string | undefined =>
  macrosIn(template).find(
    (macro) => !(MACROS as readonly string[]).includes(macro) && !/^param:[\w.-]{1,40}$/.test(macro),
  );
