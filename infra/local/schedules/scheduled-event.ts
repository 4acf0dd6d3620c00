import { randomUUID } from 'node:crypto';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../engines/clients.ts';
import type { ScheduleDefinition } from '../plan.ts';
import { localArn } from '../resources/handler.ts';

/** What a schedule's target receives: its own input where one is declared, EventBridge's scheduled event otherwise. */
export function scheduledEvent(definition: ScheduleDefinition, input: string | undefined, dueMs: number): unknown {
  const time = new Date(dueMs).toISOString().replace('.000Z', 'Z');
  if (input !== undefined) return JSON.parse(fillIn(definition, input, time));
  const group = definition.kind === 'rule' ? localArn('events', 'rule/') : localArn('scheduler', 'schedule/default/');
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: definition.kind === 'rule' ? 'aws.events' : 'aws.scheduler',
    account: LOCAL_ACCOUNT,
    time,
    region: LOCAL_REGION,
    resources: [`${group}${definition.name}`],
    detail: definition.kind === 'rule' ? {} : '{}',
  };
}

/** Scheduler's context attributes, as its documentation names them. */
function fillIn(definition: ScheduleDefinition, input: string, time: string): string {
  if (definition.kind === 'rule') return input;
  return input
    .replaceAll('<aws.scheduler.scheduled-time>', time)
    .replaceAll('<aws.scheduler.schedule-arn>', localArn('scheduler', `schedule/default/${definition.name}`))
    .replaceAll('<aws.scheduler.execution-id>', randomUUID())
    .replaceAll('<aws.scheduler.attempt-number>', '1');
}
