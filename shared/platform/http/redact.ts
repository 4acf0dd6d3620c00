/**
 * What the audit trail never holds: secrets, bank details, and people. It is kept for years and can't be erased person by
 * person, so names of fields are hidden rather than one too few.
 */
const HIDDEN =
  /secret|token|password|^key$|apikey|account(?!id$|s$)|iban|^bic$|swift|routing|taxid|taxform|e-?mail|phone|caller|firstname|lastname|fullname|legalname|birth|postal|street|address|ssn|answers|attendee|contact|note|consent|certificate|hash|csv|content/i;

const MAX_DEPTH = 8;
const MAX_ENTRIES = 60;
const MAX_TEXT_CHARS = 300;

export const isHidden = (name: string): boolean => HIDDEN.test(name);

/** A copy without hidden fields, cut to a size that an audit record can carry. */
export function visibleOf(value: unknown, depth = 0): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'string') return value.slice(0, MAX_TEXT_CHARS);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return '…';
  if (Array.isArray(value)) return value.slice(0, MAX_ENTRIES).map((each) => visibleOf(each, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .slice(0, MAX_ENTRIES)
      .map(([name, inner]) => [name, isHidden(name) ? '(hidden)' : visibleOf(inner, depth + 1)]),
  );
}
