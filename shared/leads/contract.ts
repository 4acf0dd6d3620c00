import { getLead, serveForm, submitForm, submitLead } from './contract/leads.ts';
import { pingLead, postLead } from './contract/pings.ts';
import { removeSuppressions, uploadSuppressions } from './contract/suppressions.ts';
import { uploadLeads } from './contract/uploads.ts';

/** Every operation of leads, but for those of their delivery. */
export const leadRoutes = [
  uploadLeads,
  pingLead,
  postLead,
  submitLead,
  submitForm,
  serveForm,
  getLead,
  uploadSuppressions,
  removeSuppressions,
] as const;
