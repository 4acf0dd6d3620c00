import { parseArgs } from 'node:util';
import { z } from 'zod';
import { SIMULATED } from '../carrier/dialects/all.ts';
import { MODELS } from './models/all.ts';

const options = z.strictObject({
  visits: z.coerce.number().int().min(1).max(20_000),
  model: z.enum(Object.keys(MODELS) as [keyof typeof MODELS]),
  seed: z.coerce.number().int().min(0).max(2_147_483_647),
  carrier: z.enum(SIMULATED),
  json: z.boolean(),
  url: z.url(),
});

export type DemoOptions = z.output<typeof options>;

export const USAGE = `npm run demo -- [--model ${Object.keys(MODELS).join('|')}] [--visits N] [--seed S] [--carrier ${SIMULATED.join('|')}] [--url http://127.0.0.1:4000] [--json]`;

/** Reads the command line; throws with the option's name. */
export function readOptions(args: string[], port: string): DemoOptions {
  const { values } = parseArgs({
    args,
    options: {
      visits: { type: 'string', default: '100' },
      model: { type: 'string', default: 'call' },
      seed: { type: 'string', default: '1' },
      carrier: { type: 'string', default: 'twilio' },
      json: { type: 'boolean', default: false },
      url: { type: 'string', default: `http://127.0.0.1:${port}` },
    },
  });
  const parsed = options.safeParse(values);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(`--${issue?.path.join('.')}: ${issue?.message}\nusage: ${USAGE}`);
  }
  return parsed.data;
}
