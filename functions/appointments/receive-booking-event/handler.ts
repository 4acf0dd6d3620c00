import { type ReceivePorts, receiveWebhook } from '../../../shared/appointments/calendars/receive-webhook.ts';
import { type AppointmentMessage, appointmentMessage } from '../../../shared/appointments/messages.ts';
import { Problem } from '../../../shared/kernel/problem.ts';
import type { Count } from '../../../shared/platform/count.ts';
import { COUNTERS } from '../../../shared/platform/counters.ts';
import { type HttpHandler, httpStack } from '../../../shared/platform/http/http-stack.ts';
import { problemOfZod } from '../../../shared/platform/http/problem-json.ts';
import { header, jsonBody, rawBody } from '../../../shared/platform/http/request.ts';
import type { Log } from '../../../shared/platform/log.ts';

export interface ReceiveDeps extends ReceivePorts {
  readonly log: Log;
  readonly count: Count;
  readonly queue: { send(message: AppointmentMessage): Promise<void> };
}

/** Cal.com repeats every setting of the event; twenty kilobytes are usual. */
const MAX_WEBHOOK_BYTES = 128 * 1024;

/** A calendar's webhook: verified, read, and answered only once the queue has it. What tells us nothing is answered all the same. */
export const receiveBookingEventHandler = (deps: ReceiveDeps): HttpHandler =>
  httpStack(deps.log, async (event) => {
    const body = rawBody(event, MAX_WEBHOOK_BYTES);
    const webhook = { body, header: (name: string) => header(event, name) };
    const calendarId = event.pathParameters?.calendarId ?? '';
    const parse = () => jsonBody(event, MAX_WEBHOOK_BYTES);
    const told = await receiveWebhook(deps, calendarId, webhook, parse).catch((error: unknown) => {
      if (error instanceof Problem && error.kind === 'forbidden') deps.count(COUNTERS.signatureRefused);
      throw error;
    });
    if (told) await deps.queue.send(readable(told));
    return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: '{}' };
  });

/** What the queue's consumer could not read is refused here, while somebody hears it. */
function readable(message: AppointmentMessage): AppointmentMessage {
  const parsed = appointmentMessage.safeParse(message);
  if (!parsed.success) throw problemOfZod(parsed.error, 'body');
  return parsed.data;
}
