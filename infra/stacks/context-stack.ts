import { Stack, type StackProps } from 'aws-cdk-lib';
import type { IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import type { Bundles } from '../constructs/bundle.ts';
import type { FunctionSpec } from '../constructs/function-spec.ts';
import type { Resources } from '../constructs/resources.ts';
import { attachTriggers } from '../constructs/triggers.ts';
import { VerbFunction } from '../constructs/verb-function.ts';

export interface ContextWiring {
  readonly config: StageConfig;
  readonly resources: Resources;
  readonly bundles: Bundles;
  readonly api: IHttpApi;
  readonly publicUrl: string;
}

/** The functions of one context, as its file beside this one declares them. */
export class ContextStack extends Stack {
  constructor(scope: Construct, id: string, specs: readonly FunctionSpec[], wiring: ContextWiring, props: StackProps) {
    super(scope, id, props);
    const { config, resources, bundles, api, publicUrl } = wiring;
    for (const spec of specs) {
      const verbProps = { spec, config, resources, directory: bundles.directoryOf(spec), publicUrl };
      attachTriggers(new VerbFunction(this, spec.verb, verbProps), verbProps, api);
    }
  }
}
