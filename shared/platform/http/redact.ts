/**
 * What the audit trail never holds: secrets, bank details, and people. It is kept for years and can't be erased person by
 * person, so names of fields are hidden rather than one too few.
 */
const HIDDEN =
  /secret|token|passw|passphrase|credential|^key$|api[-_]?key|auth|cookie|signature|bearer|^fixed$|account(?!id$|s$|masked$)|iban|^bic$|swift|routing|taxid|taxform|e-?mail|phone|caller|firstname|lastname|fullname|legalname|birth|postal|street|address|ssn|answers|attendee|contact|note|consent|certificate|hash|csv|content/i;

const MAX_DEPTH = 8;
const MAX_ENTRIES = 60;
const MAX_TEXT_CHARS = 300;

export const isHidden = (name: string): boolean => HIDDEN.test(name);

/** An address without what systems like to put secrets in: who signs in, what is asked, and where on the page. */
function visibleText(text: string): string {
  if (!/^https?:/i.test(text)) return text.slice(0, MAX_TEXT_CHARS);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) return text.replace(/[?#].*$/s, '?(hidden)').slice(0, MAX_TEXT_CHARS);
  const rest = url.search || url.hash ? '?(hidden)' : '';
  return `${url.origin}${url.pathname}${rest}`.slice(0, MAX_TEXT_CHARS);
}

/** A copy without hidden fields, nor those of these names, cut to a size that an audit record can carry. */
export function visibleOf(value: unknown, hide: readonly string[] = [], depth = 0): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'string') return visibleText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return '…';
  if (Array.isArray(value)) return value.slice(0, MAX_ENTRIES).map((each) => visibleOf(each, hide, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .slice(0, MAX_ENTRIES)
      .map(([name, inner]) => [
        name,
        isHidden(name) || hide.includes(name) ? '(hidden)' : visibleOf(inner, hide, depth + 1),
      ]),
  );
}
