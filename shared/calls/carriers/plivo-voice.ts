import type { Instruction, VoiceAnswer } from '../ports.ts';
import { type Element, element, xmlAnswer } from './xml.ts';

type Dial = Extract<Instruction, { verb: 'dial' }>;

/** Our instructions as Plivo XML: https://www.plivo.com/docs/voice/xml/overview */
export const writePlivoXml = (instructions: readonly Instruction[]): VoiceAnswer =>
  xmlAnswer(instructions.flatMap(elementsOf));

function elementsOf(instruction: Instruction): readonly Element[] {
  switch (instruction.verb) {
    case 'dial':
      return dialOf(instruction);
    case 'say':
      return [element('Speak', {}, instruction.text)];
    case 'play':
      return [element('Play', {}, instruction.url)];
    case 'gather':
      return [
        element(
          'GetDigits',
          {
            action: instruction.actionUrl,
            method: 'POST',
            numDigits: instruction.digits,
            timeout: instruction.timeoutSeconds,
          },
          [element('Speak', {}, instruction.prompt)],
        ),
      ];
    case 'record':
      return [
        element('Record', {
          action: instruction.recordingUrl,
          method: 'POST',
          redirect: 'false',
          maxLength: instruction.maxSeconds,
        }),
      ];
    case 'reject':
      return [element('Hangup', { reason: 'rejected' })];
    case 'hangup':
      return [element('Hangup')];
  }
}

/** A dial is recorded by a `<Record>` before it, which waits for the answer; the dial itself has no such attribute. */
function dialOf(dial: Dial): readonly Element[] {
  const record = element('Record', {
    startOnDialAnswer: 'true',
    redirect: 'false',
    maxLength: dial.maxTalkSeconds,
    callbackUrl: dial.recordingUrl,
    callbackMethod: 'POST',
  });
  const to = dial.to.kind === 'sip' ? element('User', {}, dial.to.uri) : element('Number', {}, dial.to.number);
  return [
    ...(dial.recordingUrl ? [record] : []),
    element(
      'Dial',
      {
        action: dial.actionUrl,
        method: 'POST',
        timeout: dial.ringSeconds,
        timeLimit: dial.maxTalkSeconds,
        callerId: dial.callerId,
        callbackUrl: dial.legEventsUrl,
        callbackMethod: 'POST',
      },
      [to],
    ),
  ];
}
