import { numeric, onlyChild, readResponse, unknownVerb, waysIn, type XmlElement } from '../read-xml.ts';
import { present, type Verb } from '../verbs.ts';

/** What we understand of TwiML, TeXML and cXML: what Callbourse writes, and a little more. */
export const readTwiml = (xml: string): readonly Verb[] => readResponse(xml).map(verbOf);

function verbOf(element: XmlElement): Verb {
  const { name, attributes, text } = element;
  switch (name) {
    case 'Say':
      return { verb: 'say', text };
    case 'Play':
      return { verb: 'play', url: text };
    case 'Redirect':
      return { verb: 'redirect', url: text };
    case 'Reject':
      return { verb: 'reject' };
    case 'Hangup':
      return { verb: 'hangup' };
    case 'Record':
      return present({ verb: 'record' as const, recordingUrl: attributes.recordingStatusCallback });
    case 'Gather':
      return present({
        verb: 'gather' as const,
        actionUrl: attributes.action ?? '',
        prompt: element.children.find((child) => child.name === 'Say')?.text,
        by: waysIn(attributes.input),
        digits: numeric(attributes.numDigits),
        endKey: attributes.finishOnKey,
      });
    case 'Dial':
      return dialOf(element);
    default:
      return unknownVerb(element);
  }
}

function dialOf(element: XmlElement): Verb {
  const { attributes } = element;
  const noun = onlyChild(element, ['Number', 'Sip']);
  return present({
    verb: 'dial' as const,
    destination: noun.text,
    ringSeconds: numeric(attributes.timeout),
    actionUrl: attributes.action,
    legEventsUrl: noun.attributes.statusCallback,
    callerId: attributes.callerId,
    recordingUrl: attributes.recordingStatusCallback,
  });
}
