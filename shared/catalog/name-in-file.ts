import { NACHA_NAME_LETTERS, SEPA_NAME_LETTERS, toNachaText, toSepaText } from '../kernel/bank-text.ts';
import type { PayeeMethod } from './payee.ts';

/** The name as the bank's file writes it: its character set, its length. Other files take any letters. */
export function nameInFile(legalName: string, method: PayeeMethod): string {
  if (method === 'ach') return toNachaText(legalName, NACHA_NAME_LETTERS).trim();
  if (method === 'iban') return toSepaText(legalName, SEPA_NAME_LETTERS);
  return legalName;
}
