import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';
import type { Instruction, VoiceAnswer } from './ports.ts';

/** Our instructions as TwiML. */
export function writeTwiml(instructions: readonly Instruction[]): VoiceAnswer {
  const response = new VoiceResponse();
  for (const instruction of instructions) write(response, instruction);
  return { contentType: 'text/xml; charset=utf-8', body: response.toString() };
}

function write(response: VoiceResponse, instruction: Instruction): void {
  switch (instruction.verb) {
    case 'dial':
      writeDial(response, instruction);
      return;
    case 'say':
      response.say(instruction.text);
      return;
    case 'play':
      response.play(instruction.url);
      return;
    case 'gather':
      response
        .gather({
          numDigits: instruction.digits,
          timeout: instruction.timeoutSeconds,
          action: instruction.actionUrl,
          method: 'POST',
        })
        .say(instruction.prompt);
      return;
    case 'record':
      response.record({
        maxLength: instruction.maxSeconds,
        recordingStatusCallback: instruction.recordingUrl,
        recordingStatusCallbackMethod: 'POST',
      });
      return;
    case 'reject':
      response.reject({ reason: 'rejected' });
      return;
    case 'hangup':
      response.hangup();
      return;
  }
}

/**
 * `answerOnBridge`, which is off by default, keeps the caller's line ringing until the buyer picks up. Only `completed` of
 * the dialled leg is asked for: the other statuses cost a request each and change nothing.
 */
function writeDial(response: VoiceResponse, dial: Extract<Instruction, { verb: 'dial' }>): void {
  const node = response.dial({
    action: dial.actionUrl,
    method: 'POST',
    timeout: dial.ringSeconds,
    timeLimit: dial.maxTalkSeconds,
    answerOnBridge: true,
    ...(dial.callerId ? { callerId: dial.callerId } : {}),
    ...(dial.recordingUrl
      ? {
          record: 'record-from-answer-dual' as const,
          recordingStatusCallback: dial.recordingUrl,
          recordingStatusCallbackMethod: 'POST',
        }
      : {}),
  });
  const leg = {
    statusCallback: dial.legEventsUrl,
    statusCallbackMethod: 'POST',
    statusCallbackEvent: ['completed' as const],
  };
  if (dial.to.kind === 'sip') node.sip(leg, dial.to.uri);
  else node.number(leg, dial.to.number);
}
