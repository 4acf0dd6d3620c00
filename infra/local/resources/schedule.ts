import { z } from 'zod';
import { parseSchedule } from '../schedules/expression.ts';
import { localArn, type Provision, physicalName } from './handler.ts';

const ruleSchema = z.object({
  Name: z.string().optional(),
  ScheduleExpression: z.string(),
  EventPattern: z.never({ error: 'event patterns are not run locally' }).optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Targets: z.array(z.object({ Arn: z.string(), Input: z.string().optional() })).default([]),
});
const scheduleSchema = z.object({
  Name: z.string().optional(),
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Target: z.object({ Arn: z.string(), Input: z.string().optional() }),
});

/** A rule on a schedule, always in UTC as on AWS. */
export const provisionRule: Provision = (resource, context) => {
  const wanted = ruleSchema.parse(resource.properties);
  const name = physicalName(resource, wanted.Name);
  parseSchedule(wanted.ScheduleExpression, 'UTC');
  context.plan.schedules.push({
    logicalId: resource.logicalId,
    name,
    expression: wanted.ScheduleExpression,
    zone: 'UTC',
    enabled: wanted.State === 'ENABLED',
    targets: wanted.Targets.map((target) => ({ arn: target.Arn, input: target.Input })),
    kind: 'rule',
  });
  return { ref: name, attributes: { Arn: localArn('events', `rule/${name}`) } };
};

/** A schedule of EventBridge Scheduler, in its own time zone. */
export const provisionSchedule: Provision = (resource, context) => {
  const wanted = scheduleSchema.parse(resource.properties);
  const name = physicalName(resource, wanted.Name);
  parseSchedule(wanted.ScheduleExpression, wanted.ScheduleExpressionTimezone);
  context.plan.schedules.push({
    logicalId: resource.logicalId,
    name,
    expression: wanted.ScheduleExpression,
    zone: wanted.ScheduleExpressionTimezone,
    enabled: wanted.State === 'ENABLED',
    targets: [{ arn: wanted.Target.Arn, input: wanted.Target.Input }],
    kind: 'scheduler',
  });
  return { ref: name, attributes: { Arn: localArn('scheduler', `schedule/default/${name}`) } };
};
