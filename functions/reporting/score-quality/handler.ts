import type { Log } from '../../../shared/platform/log.ts';
import { type ScoreQualityPorts, scoreQuality } from '../../../shared/reporting/quality/score-quality.ts';

/** Invoked each morning and by hand. */
export const scoreHandler = (deps: ScoreQualityPorts & { readonly log: Log }) => async (): Promise<void> => {
  deps.log.info('quality scored', await scoreQuality(deps));
};
