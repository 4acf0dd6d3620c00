import { parse } from 'csv-parse/sync';
import type { LeadForm } from '../catalog/lead-form.ts';
import { invalidField, Problem } from '../kernel/problem.ts';

/** One lead of a file with its line, the header being line 1. */
export interface CsvLead {
  readonly line: number;
  readonly fields: Readonly<Record<string, string>>;
  readonly consent: Readonly<Record<string, string>> | undefined;
  readonly source: string | undefined;
  /** Who of the publisher's people brought it. */
  readonly setterId: string | undefined;
  /** The sender's own name for it. */
  readonly rowId: string | undefined;
  /** The row as it stands, for a sender that names none. */
  readonly text: string;
}

export const MAX_ROWS = 500;
/** Five hundred rows of two kilobytes. */
export const MAX_CSV_BYTES = 1024 * 1024;
const MAX_ROW_BYTES = 8_000;

/** Columns besides those of the form, and where they go. */
const CONSENT_COLUMNS: Readonly<Record<string, string>> = {
  consent_certificate_url: 'certificateUrl',
  consent_text: 'text',
  consent_at: 'at',
  consent_ip_address: 'ipAddress',
};
const OWN_COLUMNS = new Set(['source', 'setter_id', 'row_id']);

const DELIMITERS = [',', ';', '\t'] as const;

/** Spreadsheets of half the world write semicolons: whatever parts the header most often parts the rows. */
function delimiterOf(csv: string): string {
  const [header = ''] = csv.split(/\r?\n/, 1);
  const counts = DELIMITERS.map((delimiter) => header.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

function checkHeader(names: readonly string[], form: LeadForm): string[] {
  const known = new Set([...form.fields.map(({ name }) => name), ...Object.keys(CONSENT_COLUMNS), ...OWN_COLUMNS]);
  const errors = names.flatMap((name, index) => {
    const field = `body.csv.line 1.${name.slice(0, 40)}`;
    if (!known.has(name)) return [{ field, message: 'is no field of this offer’s form' }];
    return names.indexOf(name) < index ? [{ field, message: 'is there twice' }] : [];
  });
  const [first] = errors;
  if (first) throw new Problem('invalid', `${first.field}: ${first.message}`, errors.slice(0, 50));
  return [...names];
}

interface Row {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

interface CsvFault {
  readonly code?: string;
  readonly lines?: number;
}

/** The library's own words quote the row, and an answer must not. */
const FAULTS: Readonly<Record<string, string>> = {
  CSV_RECORD_INCONSISTENT_COLUMNS: 'has another number of columns than the header',
  CSV_QUOTE_NOT_CLOSED: 'opens a quote that is never closed',
  CSV_INVALID_CLOSING_QUOTE: 'has a quote in the middle of a value',
  INVALID_OPENING_QUOTE: 'has a quote in the middle of a value',
  CSV_MAX_RECORD_SIZE: `is longer than ${MAX_ROW_BYTES} letters`,
};

function refuseFile(error: unknown): never {
  if (error instanceof Problem) throw error;
  const { code = '', lines } = error as CsvFault;
  const where = lines === undefined ? 'body.csv' : `body.csv.line ${lines}`;
  throw invalidField(where, `${FAULTS[code] ?? 'can not be read'}; none of the file was taken`);
}

function rowsOf(csv: string, form: LeadForm): readonly Row[] {
  try {
    return parse(csv, {
      bom: true,
      columns: (names: string[]) =>
        checkHeader(
          names.map((name) => name.trim()),
          form,
        ),
      delimiter: delimiterOf(csv.replace(/^\uFEFF/, '')),
      info: true,
      max_record_size: MAX_ROW_BYTES,
      skip_empty_lines: true,
      to: MAX_ROWS + 1,
      trim: true,
    }) as unknown as Row[];
  } catch (error) {
    return refuseFile(error);
  }
}

function leadOf({ record, info }: Row): CsvLead {
  const given = Object.entries(record).filter(([, value]) => value !== '');
  const consent = given.flatMap(([name, value]) => {
    const part = CONSENT_COLUMNS[name];
    return part ? [[part, value] as const] : [];
  });
  const fields = given.filter(([name]) => !(name in CONSENT_COLUMNS) && !OWN_COLUMNS.has(name));
  return {
    line: info.lines,
    fields: Object.fromEntries(fields),
    consent: consent.length === 0 ? undefined : Object.fromEntries(consent),
    source: record.source || undefined,
    setterId: record.setter_id || undefined,
    rowId: record.row_id || undefined,
    text: JSON.stringify(record),
  };
}

/**
 * Reads a file of leads by the offer's form. The file must be whole: one broken row and nothing of it is read.
 *
 * @throws Problem `invalid` naming the line, and the column where it is one
 */
export function readCsv(csv: string, form: LeadForm): readonly CsvLead[] {
  const rows = rowsOf(csv, form);
  if (rows.length === 0) throw invalidField('body.csv', 'has no row');
  if (rows.length > MAX_ROWS) throw invalidField('body.csv', `has more than ${MAX_ROWS} rows: send it in parts`);
  return rows.map(leadOf);
}
