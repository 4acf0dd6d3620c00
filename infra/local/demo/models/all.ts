import { callModel } from './call.ts';
import { leadModel } from './lead.ts';
import type { DemoModel } from './model.ts';

/** What `--model` may say. */
export const MODELS = { call: callModel, lead: leadModel } as const satisfies Readonly<Record<string, DemoModel>>;
