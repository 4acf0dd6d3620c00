import type { Gather, Instruction, VoiceAnswer } from '../ports.ts';
import { localeOf } from './spoken-language.ts';
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
      return [speakOf(instruction.text, instruction.language)];
    case 'play':
      return [element('Play', {}, instruction.url)];
    case 'gather':
      return inputOf(instruction);
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

/** Plivo's Spanish voice is one of the United States. */
const localeAt = (language: string | undefined): string | undefined =>
  language === 'es' ? 'es-US' : localeOf(language);

const speakOf = (text: string, language: string | undefined): Element =>
  element('Speak', { language: localeAt(language) }, text);

/** Plivo listens for five seconds at least. */
const MIN_LISTEN_SECONDS = 5;

/** An input that nothing came of goes on with the element after it: the redirect tells us of the silence too. */
function inputOf(gather: Gather): readonly Element[] {
  const hearsSpeech = gather.by.includes('speech');
  const input = element(
    'GetInput',
    {
      action: gather.actionUrl,
      method: 'POST',
      inputType: gather.by.map((way) => (way === 'keys' ? 'dtmf' : 'speech')).join(' '),
      numDigits: gather.digits,
      finishOnKey: gather.endKey ?? 'none',
      executionTimeout: Math.max(gather.timeoutSeconds, MIN_LISTEN_SECONDS),
      language: hearsSpeech ? localeAt(gather.language) : undefined,
      hints: hearsSpeech ? gather.words?.join(',') : undefined,
    },
    [speakOf(gather.prompt, gather.language)],
  );
  return [input, element('Redirect', { method: 'POST' }, gather.actionUrl)];
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
