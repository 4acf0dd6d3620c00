import { appointmentRoutes } from '../../shared/appointments/contract.ts';
import { listAuditRecords } from '../../shared/audit/contract.ts';
import { billingRoutes } from '../../shared/billing/contract.ts';
import * as bidders from '../../shared/calls/auction/contract-bidders.ts';
import * as calls from '../../shared/calls/contract.ts';
import { markCaller } from '../../shared/calls/contract-callers.ts';
import { explainRoute } from '../../shared/calls/contract-explanations.ts';
import { getRecordingRoute, openRecordingRoute } from '../../shared/calls/contract-recordings.ts';
import { listLiveCalls } from '../../shared/calls/live/contract.ts';
import { getPlan, removePlan, setPlan } from '../../shared/calls/routing/plan/contract.ts';
import { catalogRoutes } from '../../shared/catalog/contract.ts';
import { crmRoutes } from '../../shared/crm/contract.ts';
import { disputeRoutes } from '../../shared/disputes/contract.ts';
import { askReplacement } from '../../shared/disputes/contract-replacements.ts';
import { leadRoutes } from '../../shared/leads/contract.ts';
import { deliveryRoutes } from '../../shared/leads/delivery/contract.ts';
import { adjustmentRoutes } from '../../shared/ledger/contract/adjustments.ts';
import { creditOutcome } from '../../shared/ledger/contract/credits.ts';
import { ledgerRoutes } from '../../shared/ledger/contract.ts';
import { uploadCustomers } from '../../shared/outcomes/contract/customers.ts';
import { getFeedback, reportFeedback } from '../../shared/outcomes/contract/feedback.ts';
import { getOutcome, listOutcomes } from '../../shared/outcomes/contract/outcomes.ts';
import { previewCriteria } from '../../shared/outcomes/contract/previews.ts';
import { payoutsRoutes } from '../../shared/payouts/contract.ts';
import { peopleRoutes } from '../../shared/people/contract.ts';
import { getOpenapi } from '../../shared/platform/http/openapi-route.ts';
import type { Route } from '../../shared/platform/http/route.ts';
import { getSignIn } from '../../shared/platform/http/sign-in-route.ts';
import { queueRoutes } from '../../shared/platform/queue/contract.ts';
import { getQuality, listQuality } from '../../shared/reporting/contract/quality.ts';
import { reportRoutes } from '../../shared/reporting/contract/reports.ts';
import { trackingRoutes } from '../../shared/tracking/contract.ts';
import { inventoryRoutes } from '../../shared/tracking/inventory/contract.ts';
import { webhookRoutes } from '../../shared/webhooks/contract.ts';

/** Every operation there is: what /openapi.json shows. A test holds it against what infra deploys. */
export const allRoutes: readonly Route[] = [
  getOpenapi,
  ...queueRoutes,
  getSignIn,
  ...catalogRoutes,
  ...Object.values(trackingRoutes),
  ...Object.values(inventoryRoutes),
  calls.answerCallRoute,
  calls.takeChoiceRoute,
  calls.finishDialRoute,
  calls.callStatusRoute,
  calls.callRecordingRoute,
  calls.steerCallRoute,
  getRecordingRoute,
  openRecordingRoute,
  listLiveCalls,
  explainRoute,
  setPlan,
  getPlan,
  removePlan,
  ...Object.values(bidders),
  markCaller,
  ...appointmentRoutes,
  ...leadRoutes,
  ...deliveryRoutes,
  getOutcome,
  listOutcomes,
  previewCriteria,
  uploadCustomers,
  getFeedback,
  reportFeedback,
  askReplacement,
  creditOutcome,
  ...ledgerRoutes,
  ...adjustmentRoutes,
  ...disputeRoutes,
  ...payoutsRoutes,
  ...billingRoutes,
  ...webhookRoutes,
  ...reportRoutes,
  listQuality,
  getQuality,
  ...crmRoutes,
  ...peopleRoutes,
  listAuditRecords,
];
