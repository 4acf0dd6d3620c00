import type { Payee } from '../../shared/catalog/payee.ts';
import type { PayoutSenders } from '../../shared/payouts/files/sender.ts';

export const SENDERS: PayoutSenders = {
  nacha: {
    destinationRouting: '021000021',
    destinationName: 'JPMorgan Chase',
    originId: '1234567890',
    originName: 'Callbourse Network',
    companyId: '1234567890',
    companyName: 'Callbourse',
    odfiRouting: '011401533',
    entryDescription: 'PAYOUT',
  },
  sepa: { name: 'Callbourse Network', iban: 'DE89370400440532013000', bic: 'COBADEFFXXX' },
};

export const achPayee = (accountNumber: string, holder: 'person' | 'company' = 'person'): Payee => ({
  legalName: 'José Peña',
  method: 'ach',
  routingNumber: '021000021',
  accountNumber,
  accountType: 'checking',
  holder,
});

export const IBAN_PAYEE: Payee = { legalName: 'Müller & Söhne', method: 'iban', iban: 'FR1420041010050500013M02606' };
export const PAYPAL_PAYEE: Payee = { legalName: 'Ana', method: 'paypal', email: 'ana@example.com' };
