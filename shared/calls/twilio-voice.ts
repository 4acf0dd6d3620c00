import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';
import { localeOf } from './carriers/spoken-language.ts';
import type { Gather, Instruction, VoiceAnswer } from './ports.ts';

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
      response.say(spokenIn(instruction), instruction.text);
      return;
    case 'play':
      response.play(instruction.url);
      return;
    case 'gather':
      writeGather(response, instruction);
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

const spokenIn = ({ language }: { readonly language?: string }) => {
  const locale = localeOf(language);
  return locale ? { language: locale } : {};
};

/** A gather that nothing came of goes on with the verb after it: the redirect tells us of the silence too. */
function writeGather(response: VoiceResponse, gather: Gather): void {
  const hearsSpeech = gather.by.includes('speech');
  response
    .gather({
      input: gather.by.map((way) => (way === 'keys' ? 'dtmf' : 'speech')),
      numDigits: gather.digits,
      finishOnKey: gather.endKey ?? '',
      timeout: gather.timeoutSeconds,
      action: gather.actionUrl,
      method: 'POST',
      ...(hearsSpeech ? spokenIn(gather) : {}),
      ...(hearsSpeech && gather.words ? { hints: gather.words.join(', ') } : {}),
    })
    .say(spokenIn(gather), gather.prompt);
  response.redirect({ method: 'POST' }, gather.actionUrl);
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
