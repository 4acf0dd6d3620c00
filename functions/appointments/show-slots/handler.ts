import { showSlotsRoute } from '../../../shared/appointments/contract/hours.ts';
import { type SlotPorts, showSlots } from '../../../shared/appointments/show-slots.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { type TagDeps, tagHandler } from '../../tracking/tag-handler.ts';

export const handlerOf = (deps: TagDeps & SlotPorts): HttpHandler =>
  tagHandler(showSlotsRoute, deps, ({ body: { key: _key, ...request } }) => showSlots(deps, request));
