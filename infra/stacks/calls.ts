import type { StageConfig } from '../config.ts';
import type { FunctionSpec } from '../constructs/function-spec.ts';

export const callsFunctions = (_config: StageConfig): readonly FunctionSpec[] => [];
