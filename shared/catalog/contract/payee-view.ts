import { z } from 'zod';
import { versionOut } from '../../kernel/schemas.ts';
import { PAYEE_METHODS, PAYEE_PROBLEMS, TAX_FORMS } from '../payee.ts';

/** A payee as everybody sees it: no account. */
export const payeeView = z
  .strictObject({
    legalName: z.string().meta({ example: 'Roofs Today LLC' }),
    nameInFile: z
      .string()
      .optional()
      .meta({ description: "As the bank's character set writes it, where that differs" }),
    method: z.enum(PAYEE_METHODS).meta({ example: 'ach' }),
    accountMasked: z.string().meta({ example: '…4321' }),
    version: versionOut,
    taxForm: z.enum(TAX_FORMS),
    taxVerified: z.boolean(),
    bankVerified: z.boolean(),
    hold: z.string().optional().meta({ description: 'Why nothing is paid to it now' }),
    notice: z.string().optional().meta({ description: 'What the bank said of its details' }),
    problem: z.enum(PAYEE_PROBLEMS).optional().meta({ description: 'Why it can not be paid; absent when it can' }),
  })
  .meta({ id: 'Payee' });
