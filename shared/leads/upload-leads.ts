import pMap from 'p-map';
import type { LeadForm } from '../catalog/lead-form.ts';
import { namedSetter } from '../catalog/setter.ts';
import { deterministicId } from '../kernel/ids.ts';
import { parseValidPhone } from '../kernel/phone.ts';
import { type FieldError, invalidField, Problem } from '../kernel/problem.ts';
import { id } from '../kernel/schemas.ts';
import { consentIn, consentOf, sourceIn } from './contract/fields.ts';
import type { Consent } from './model.ts';
import { type CsvLead, readCsv } from './read-csv.ts';
import { readEmail } from './read-email.ts';
import { leadOffer, type SubmitPorts, submitLead } from './submit-lead.ts';

/** What became of one row: the lead it is, or why it is none. */
export interface RowResult {
  readonly line: number;
  readonly leadId?: string;
  readonly errors?: readonly FieldError[];
}

/** Rows at the same time: five hundred take a few seconds. */
const WIDTH = 10;

/** A column of the file for a field of a lead. */
const COLUMN_OF: Readonly<Record<string, string>> = {
  certificateUrl: 'consent_certificate_url',
  text: 'consent_text',
  at: 'consent_at',
  ipAddress: 'consent_ip_address',
};

const OWN_COLUMN_OF: Readonly<Record<string, string>> = { source: 'source', setterId: 'setter_id' };

/** `body.fields.phone` and `body.consent.at` become columns of their line. */
function inRow(line: number, { field, message }: FieldError): FieldError {
  const [, group, name = ''] = field.split('.');
  const column = group === 'consent' ? (COLUMN_OF[name] ?? 'consent') : (OWN_COLUMN_OF[group ?? ''] ?? name);
  return { field: column === '' ? `line ${line}` : `line ${line}.${column}`, message };
}

function readAside({ consent, source }: CsvLead): {
  readonly consent: Consent | undefined;
  readonly source: string | undefined;
} {
  const parsed = consentIn.optional().safeParse(consent);
  const parsedSource = sourceIn.optional().safeParse(source);
  const errors: FieldError[] = [
    ...(parsed.error?.issues ?? []).map((issue) => ({
      field: `body.consent.${String(issue.path[0] ?? '')}`,
      message: issue.message,
    })),
    ...(parsedSource.error?.issues ?? []).map((issue) => ({ field: 'body.source', message: issue.message })),
  ];
  if (errors.length > 0) throw new Problem('invalid', 'the row can not be read', errors);
  return { consent: consentOf(parsed.data), source: parsedSource.data };
}

/**
 * Takes a file of leads. The file is read whole first, so that a broken one stores nothing; then each lead stands for itself,
 * and what is refused is told with its line. A row's id follows from what the sender calls it, or from its text: the same
 * file sent again is the same leads.
 *
 * @throws Problem `invalid` for a file that can't be read, or an offer that takes no leads
 */
export async function uploadLeads(
  ports: SubmitPorts,
  { publisherId, offerId, csv }: { readonly publisherId: string; readonly offerId: string; readonly csv: string },
): Promise<readonly RowResult[]> {
  const { lead: form } = await leadOffer(ports, offerId);
  /** The row before of the same person: two at once would not see each other. */
  const before = new Map<string, Promise<unknown>>();
  const take = (row: CsvLead): Promise<RowResult> => {
    const people = peopleOf(form, row);
    const taken = Promise.all(people.map((person) => before.get(person))).then(() =>
      takeRow(ports, publisherId, offerId, row),
    );
    for (const person of people) before.set(person, taken);
    return taken;
  };
  return pMap(readCsv(csv, form), take, { concurrency: WIDTH });
}

/** What in a row says who it is, normalised as far as it can be read. */
function peopleOf({ fields: known }: LeadForm, { fields }: CsvLead): string[] {
  return known.flatMap(({ name, type, country }) => {
    const value = fields[name];
    if (value === undefined) return [];
    if (type === 'phone') return [parseValidPhone(value, country) ?? value];
    if (type !== 'email') return [];
    const reading = readEmail(value);
    return ['email' in reading ? reading.email : value];
  });
}

/** Who brought a row; of one that was taken before it stays, whatever became of the setter since. */
async function setterOf(
  { catalog, leads }: SubmitPorts,
  publisherId: string,
  leadId: string,
  { setterId }: CsvLead,
): Promise<string | undefined> {
  if (setterId === undefined || (await leads.find(leadId))) return setterId;
  if (!id.safeParse(setterId).success) throw invalidField('body.setterId', 'is no setter’s id');
  return namedSetter(catalog, publisherId, setterId, 'body.setterId');
}

async function takeRow(ports: SubmitPorts, publisherId: string, offerId: string, row: CsvLead): Promise<RowResult> {
  const { line, fields, rowId, text } = row;
  const leadId = deterministicId('lead', publisherId, 'csv', offerId, rowId ?? text);
  try {
    const aside = readAside(row);
    const setterId = await setterOf(ports, publisherId, leadId, row);
    await submitLead(ports, { leadId, publisherId, offerId, fields, ...aside, setterId, channel: 'csv' });
    return { line, leadId };
  } catch (error) {
    if (!(error instanceof Problem) || error.kind === 'unavailable') throw error;
    const errors = error.fields.length > 0 ? error.fields : [{ field: 'body', message: error.message }];
    return { line, errors: errors.map((each) => inRow(line, each)) };
  }
}
