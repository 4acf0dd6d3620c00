import { appointmentModel } from './appointment.ts';
import { callModel } from './call.ts';
import { hybridModel } from './hybrid.ts';
import { leadModel } from './lead.ts';
import type { DemoModel } from './model.ts';

/** What `--model` may say. */
export const MODELS = {
  call: callModel,
  lead: leadModel,
  appointment: appointmentModel,
  hybrid: hybridModel,
} as const satisfies Readonly<Record<string, DemoModel>>;
