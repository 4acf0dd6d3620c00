import { useState } from 'react';
import type { Schema } from '../../../client/client.ts';
import { talk } from '../../app/format.ts';
import { useRead } from '../../app/read.ts';
import { Card } from '../../ui/layout.tsx';
import { Empty, Shown } from '../../ui/states.tsx';

type OutcomeId = Pick<Schema<'Outcome'>, 'outcomeId'>;

/** The links are short-lived and each hearing is somebody's: they are asked for when the reader wants to listen, not before. */
export function Recordings({ outcomeId }: OutcomeId) {
  const [wanted, setWanted] = useState(false);
  const recordings = useRead(
    ['recordings', outcomeId],
    (api) => api.GET('/v1/outcomes/{outcomeId}/recording', { params: { path: { outcomeId } } }),
    { enabled: wanted },
  );
  return (
    <Card title="Recording">
      {wanted ? (
        <Shown of={recordings} what="the recording">
          {({ recordings: found }) =>
            found.length === 0 ? (
              <Empty title="This call was not recorded" />
            ) : (
              <>
                {found.map(({ recordingId, url, seconds }, index) => (
                  <figure key={recordingId} className="recording">
                    <figcaption>
                      Part {index + 1}
                      {seconds === undefined ? '' : `, ${talk(seconds)} min`}
                    </figcaption>
                    {/* biome-ignore lint/a11y/useMediaCaption: nobody has written down what was said */}
                    <audio controls preload="none" src={url} />
                  </figure>
                ))}
                <button type="button" className="quiet" onClick={() => void recordings.refetch()}>
                  The link has run out: get another
                </button>
              </>
            )
          }
        </Shown>
      ) : (
        <button type="button" onClick={() => setWanted(true)}>
          Listen
        </button>
      )}
    </Card>
  );
}
