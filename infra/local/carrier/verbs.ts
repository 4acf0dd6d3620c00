/** What the app may tell a carrier to do, whatever the dialect it says it in. */
export type Verb =
  | {
      readonly verb: 'dial';
      readonly destination: string;
      readonly ringSeconds?: number;
      /** Asked what comes after the dial. */
      readonly actionUrl?: string;
      /** Told how the dialled leg ended. */
      readonly legEventsUrl?: string;
      readonly callerId?: string;
      readonly recordingUrl?: string;
    }
  | { readonly verb: 'say'; readonly text: string }
  | { readonly verb: 'play'; readonly url: string }
  | {
      readonly verb: 'gather';
      readonly actionUrl: string;
      readonly prompt?: string;
      /** Whether speech is listened to; keys always are where this carrier has no other way. */
      readonly by: readonly ('keys' | 'speech')[];
      /** Keys at most. */
      readonly digits?: number;
      readonly endKey?: string;
    }
  | { readonly verb: 'record'; readonly recordingUrl?: string }
  /** Records what is dialled after it. */
  | { readonly verb: 'record-dial'; readonly recordingUrl: string }
  | { readonly verb: 'redirect'; readonly url: string }
  | { readonly verb: 'reject' | 'hangup' };

export type Dial = Extract<Verb, { verb: 'dial' }>;

/** Without what is absent: attributes that a document leaves out are no verbs' fields. */
export const present = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined && inner !== '')) as T;
