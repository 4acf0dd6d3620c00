import type { Schema } from '../../../../client/client.ts';
import { instant } from '../../../app/format.ts';
import { useRead } from '../../../app/read.ts';
import { Card, Facts, State } from '../../../ui/layout.tsx';
import { Shown } from '../../../ui/states.tsx';
import { NobodyCame, TheyCame } from './who-came.tsx';

type Meeting = Schema<'Appointment'>;

/** Often enough to see that the other side said something. */
const LIVE_MS = 10_000;

const WORDS = { unsaid: undefined, held: 'they came', 'no-show': 'nobody came' } as const;

const wordOf = (word: Meeting['attendance']['advertiser']): string | undefined => {
  const said = word && WORDS[word.said];
  return said && `${said}, ${instant(word.at)}`;
};

const answerInWords = (value: string | number | boolean): string => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
};

/** What the setter was told, and where it has that from; what was found to be otherwise counts in its place. */
function Told({ of: { answers, evidence, found } }: { readonly of: Meeting }) {
  const told = Object.entries({ ...answers, ...found?.answers });
  if (told.length === 0) return null;
  return (
    <>
      <h3>What they said</h3>
      <Facts
        of={told.map(([name, value]) => [
          name,
          evidence[name] === undefined ? answerInWords(value) : `${answerInWords(value)}: ${evidence[name]}`,
        ])}
      />
      {found && <p>You found it to be otherwise: {found.why}</p>}
    </>
  );
}

function WhoCame({ of }: { readonly of: Meeting }) {
  const { advertiser, publisher, until } = of.attendance;
  const isOpen = of.verdict === undefined && of.state !== 'cancelled' && of.state !== 'rescheduled';
  return (
    <>
      <h3>Who came</h3>
      <Facts
        of={[
          ['You said', wordOf(advertiser)],
          ['Its publisher said', wordOf(publisher)],
        ]}
      />
      {isOpen && (
        <>
          <p className="hint">
            From its beginning until {instant(until)}. Where nobody says anything it was{' '}
            {of.attendance.rules.silence === 'held' ? 'held' : 'missed'}.
          </p>
          <div className="actions changes">
            <TheyCame of={of} />
            <NobodyCame of={of} />
          </div>
        </>
      )}
    </>
  );
}

/** A meeting with whom, when and about what, and who came to it. */
export function MeetingCard({ outcome: { outcomeId, state } }: { readonly outcome: Schema<'Outcome'> }) {
  const meeting = useRead(
    ['appointment', outcomeId, state],
    (api) => api.GET('/v1/appointments/{appointmentId}', { params: { path: { appointmentId: outcomeId } } }),
    { everyMs: LIVE_MS },
  );
  return (
    <Card title="The meeting" aside={meeting.data && <State of={meeting.data.state} />}>
      <Shown of={meeting} what="the meeting">
        {(found) => (
          <>
            <Facts
              of={[
                ['About', found.title],
                ['From', instant(found.startsAt)],
                ['To', instant(found.endsAt)],
                ['With', found.attendee?.name ?? found.attendeeMasked],
                ['E-mail', found.attendee?.email],
                ['Phone', found.attendee?.phone],
                ['Their time zone', found.zone],
                ['Joined at', found.joinUrl && <code key="joinUrl">{found.joinUrl}</code>],
              ]}
            />
            <Told of={found} />
            <WhoCame of={found} />
          </>
        )}
      </Shown>
    </Card>
  );
}
