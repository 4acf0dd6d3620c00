import { deterministicId } from '../../kernel/ids.ts';
import { parseCallerId } from '../../kernel/phone.ts';
import { invalidField } from '../../kernel/problem.ts';
import { dropAbsent } from '../merge-event.ts';
import type { CallEvent } from '../model.ts';
import type { Carrier, CarrierRequest, Instruction } from '../ports.ts';
import { readSaid } from '../read-said.ts';
import { genericCall, genericDial, genericEvent, genericReply } from './generic-contract.ts';
import { isSignedByPbx } from './generic-signature.ts';
import { readJson } from './read-json.ts';
import { regionOfCaller } from './region-of-number.ts';

/** A PBX, or any carrier without an adapter of its own: signed JSON in, a list of instructions out. */
export const genericCarrier: Carrier = {
  name: 'generic',
  talkToldBy: 'dial',
  hears: ['keys', 'speech'],
  verify: isSignedByPbx,

  readInbound(request) {
    const { callId, to, from, region, attestation } = readJson(genericCall, request);
    const caller = parseCallerId(from);
    return dropAbsent({
      carrier: 'generic' as const,
      callId,
      to,
      caller,
      region: caller.kind === 'withheld' ? undefined : (region ?? regionOfCaller(caller)),
      attestation,
    });
  },

  readReply(request) {
    const { callId, to, from, keys, speech } = readJson(genericReply, request);
    return { callId, to, caller: parseCallerId(from), ...readSaid(keys, speech) };
  },

  readDial(request) {
    const { callId, to, from, legId, result, talkSeconds } = readJson(genericDial, request);
    if (result === 'completed' && talkSeconds === undefined) throw invalidField('body.talkSeconds', 'is missing');
    const talk = result === 'completed' ? talkSeconds : undefined;
    return {
      callId,
      to,
      isWithheld: parseCallerId(from).kind === 'withheld',
      event: dropAbsent({ kind: 'dial-finished' as const, legId, result, talkSeconds: talk }),
    };
  },

  readEvent(request: CarrierRequest) {
    const told = readJson(genericEvent, request);
    const eventId = deterministicId('evt', 'generic', request.header('webhook-id') ?? '');
    const to = told.event === 'call.ended' ? told.to : undefined;
    return dropAbsent({ carrier: 'generic' as const, callId: told.callId, eventId, event: eventOf(told), to });
  },

  write: (instructions) => ({
    contentType: 'application/json',
    body: JSON.stringify({ version: 1, instructions: instructions.map(told) }),
  }),
};

type GenericEvent = ReturnType<typeof genericEvent.parse>;

function eventOf(told: GenericEvent): CallEvent {
  switch (told.event) {
    case 'call.progress':
      return { kind: 'call-progress', stage: told.stage };
    case 'call.ended':
      return dropAbsent({ kind: 'call-ended' as const, result: told.result, totalSeconds: told.totalSeconds });
    case 'leg.ended': {
      const seconds = told.result === 'completed' ? told.talkSeconds : undefined;
      return dropAbsent({ kind: 'leg-ended' as const, legId: told.legId, result: told.result, seconds });
    }
    case 'recording.ready': {
      const { recordingId, url, seconds } = told;
      return dropAbsent({ kind: 'recording-ready' as const, recordingId, url, seconds });
    }
  }
}

/** The addresses are named by what is sent there, so that a PBX needs no table of ours. */
function told(instruction: Instruction): object {
  if (instruction.verb !== 'dial') return instruction;
  const { legEventsUrl, ...dial } = instruction;
  return { ...dial, eventsUrl: legEventsUrl };
}
