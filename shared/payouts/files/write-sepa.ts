import { electronicFormatIBAN, isValidIBAN } from 'ibantools';
import SEPA from 'sepa';
import { SEPA_NAME_LETTERS, toSepaText } from '../../kernel/bank-text.ts';
import { toDecimal } from '../../kernel/money.ts';
import { invariant } from '../../kernel/result.ts';
import type { Day } from '../../kernel/time.ts';
import type { FileDates, PaymentOrder } from './payment-order.ts';

/** Who pays, as its bank knows it. */
export interface SepaSender {
  readonly name: string;
  readonly iban: string;
  readonly bic?: string;
}

const REMITTANCE_LENGTH = 140;

/** The library prints local calendar fields, so the date is built from them: the same bytes in every time zone. */
function localDate(day: Day, minuteOfDay = 0): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date, 0, minuteOfDay);
}

/**
 * A SEPA credit transfer, pain.001.001.09 (EPC132-08). The library writes the XML and checks IBANs; amounts reach it as
 * exact two-decimal numbers. `messageId` is unique per file and at most 35 characters, since banks refuse a repeated one.
 */
export function writeSepa(
  sender: SepaSender,
  dates: FileDates,
  messageId: string,
  orders: readonly PaymentOrder[],
): string {
  invariant(orders.length > 0, 'a file has at least one payment');
  invariant(/^[A-Za-z0-9-]{1,30}$/.test(messageId), 'the message id has 1 to 30 letters, digits and dashes');
  const document = new SEPA.Document('pain.001.001.09');
  document.grpHdr.id = messageId;
  document.grpHdr.created = localDate(dates.createdDay, dates.createdMinuteOfDay);
  document.grpHdr.initiatorName = toSepaText(sender.name, SEPA_NAME_LETTERS);
  const info = document.createPaymentInfo();
  info.requestedExecutionDate = localDate(dates.effectiveDay);
  info.debtorName = toSepaText(sender.name, SEPA_NAME_LETTERS);
  info.debtorIBAN = sender.iban;
  info.debtorBIC = sender.bic ?? '';
  info.batchBooking = true;
  document.addPaymentInfo(info);
  for (const order of orders) {
    invariant(order.account.kind === 'iban' && order.currency === 'EUR', 'SEPA pays IBANs in euros');
    invariant(order.amountMinor > 0n, 'a payment is positive');
    const iban = electronicFormatIBAN(order.account.iban) ?? '';
    invariant(isValidIBAN(iban), 'the IBAN passes its checksum');
    const transaction = info.createTransaction();
    transaction.creditorName = toSepaText(order.name, SEPA_NAME_LETTERS) || 'NOTPROVIDED';
    transaction.creditorIBAN = iban;
    transaction.creditorBIC = order.account.bic ?? '';
    transaction.amount = Number(toDecimal(order.amountMinor, 'EUR'));
    transaction.currency = 'EUR';
    transaction.end2endId = order.reference;
    transaction.remittanceInfo = toSepaText(order.remittance, REMITTANCE_LENGTH);
    info.addTransaction(transaction);
  }
  return document.toString();
}
