import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  OriginRequestPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Mfa, OAuthScope, UserPool, type UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { physicalName } from '../constructs/function-spec.ts';
import { consolePolicy, pageHeaders, REFERENCE_POLICY } from '../constructs/page-headers.ts';
import { REFERENCE_ADDRESS } from '../constructs/reference-address.ts';
import type { SignIn } from '../constructs/resources.ts';

export interface ConsoleParts {
  readonly api: HttpApi;
  /** Folder of the built files: the console's at its root, the reference's under `docs/`. */
  readonly directory: string;
}

const YEAR_SECONDS = 31_536_000;

const PAGES = ['index.html', 'docs/index.html'];

/** The browser's door: the console, the API reference and the API under one name, and the people who may sign in. */
export class ConsoleStack extends Stack {
  readonly signIn: SignIn;

  constructor(scope: Construct, id: string, config: StageConfig, { api, directory }: ConsoleParts, props: StackProps) {
    super(scope, id, props);
    const files = this.createFiles(config);
    const pool = config.signInIssuer ? undefined : this.createPool(config);
    const domain = pool?.addDomain('Domain', {
      // Unique among all accounts of a region.
      cognitoDomain: { domainPrefix: `callbourse-${config.stage}-${this.account}` },
    });
    const issuer = config.signInIssuer ?? pool?.userPoolProviderUrl ?? '';
    const addresses = domain ? [issuer, domain.baseUrl()] : [new URL(issuer).origin];
    const distribution = this.createDistribution(config, api, files, addresses);
    const client = pool && this.createClient(pool, `https://${distribution.distributionDomainName}/`);
    this.signIn = { issuer, clientId: config.signInClientId ?? client?.userPoolClientId ?? '' };
    this.deploy(files, directory);
    new CfnOutput(this, 'ConsoleUrl', {
      value: `https://${distribution.distributionDomainName}/`,
      description: 'Where people work: sign-in, reports, offers, payouts',
    });
    new CfnOutput(this, 'ReferenceUrl', {
      value: `https://${distribution.distributionDomainName}/docs/`,
      description: 'The API reference',
    });
  }

  private createFiles(config: StageConfig): Bucket {
    const bucket = new Bucket(this, 'Files', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'It holds public files of pages only, and nobody but the distribution reads it.',
    });
    return bucket;
  }

  private createDistribution(
    config: StageConfig,
    api: HttpApi,
    files: Bucket,
    addresses: readonly string[],
  ): Distribution {
    const page: BehaviorOptions = {
      origin: S3BucketOrigin.withOriginAccessControl(files),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      compress: true,
    };
    const origin = new HttpOrigin(`${api.apiId}.execute-api.${this.region}.${this.urlSuffix}`);
    const distribution = new Distribution(this, 'Distribution', {
      comment: `Callbourse ${config.stage}: the console, the API reference and the API they use`,
      defaultRootObject: 'index.html',
      defaultBehavior: {
        ...page,
        responseHeadersPolicy: pageHeaders(this, 'Headers', {
          name: physicalName(config.stage, 'console'),
          policy: consolePolicy(addresses),
        }),
      },
      // One name for all: neither page needs permission from another origin.
      additionalBehaviors: {
        '/v1/*': {
          origin,
          viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
          allowedMethods: AllowedMethods.ALLOW_ALL,
          cachePolicy: CachePolicy.CACHING_DISABLED,
          originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        },
        '/openapi.json': { origin, viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS },
        '/docs*': {
          ...page,
          responseHeadersPolicy: pageHeaders(this, 'ReferenceHeaders', {
            name: physicalName(config.stage, 'reference'),
            policy: REFERENCE_POLICY,
          }),
          functionAssociations: [{ eventType: FunctionEventType.VIEWER_REQUEST, function: this.createAddress(config) }],
        },
      },
    });
    const known = [
      ['AwsSolutions-CFR1', 'Publishers and advertisers work from any country.'],
      [
        'AwsSolutions-CFR2',
        'Files are static and the API limits each key by itself; a firewall is the operator’s choice.',
      ],
      [
        'AwsSolutions-CFR3',
        'Its log would hold people’s addresses and the codes of their sign-ins; the API logs its own requests.',
      ],
      [
        'AwsSolutions-CFR4',
        'Without a domain of the operator’s own CloudFront’s certificate decides the protocol version.',
      ],
    ] as const;
    for (const [rule, reason] of known) Validations.of(distribution).acknowledge({ id: rule, reason });
    return distribution;
  }

  private createAddress(config: StageConfig): EdgeFunction {
    return new EdgeFunction(this, 'ReferenceAddress', {
      functionName: physicalName(config.stage, 'reference-address'),
      comment: 'Which file /docs and /docs/ are',
      code: FunctionCode.fromInline(REFERENCE_ADDRESS),
      runtime: FunctionRuntime.JS_2_0,
    });
  }

  /** Anybody may prove a mail address here; what it opens is in the catalog, and nothing is the default. */
  private createPool(config: StageConfig): UserPool {
    const pool = new UserPool(this, 'People', {
      userPoolName: physicalName(config.stage, 'people'),
      selfSignUpEnabled: true,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      keepOriginal: { email: true },
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 12,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
      },
      deletionProtection: config.retainData,
      removalPolicy: config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    Validations.of(pool).acknowledge({
      id: 'AwsSolutions-COG8',
      reason: 'A second factor is required of everybody; the plan with threat protection is the operator’s choice.',
    });
    return pool;
  }

  private createClient(pool: UserPool, consoleUrl: string): UserPoolClient {
    return pool.addClient('Console', {
      generateSecret: false,
      authFlows: {},
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
        callbackUrls: [consoleUrl],
        logoutUrls: [consoleUrl],
      },
      preventUserExistenceErrors: true,
      idTokenValidity: Duration.hours(1),
      accessTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.hours(12),
      enableTokenRevocation: true,
    });
  }

  /** Files with their hash in the name never change; the pages that name them are asked for anew each time. */
  private deploy(files: Bucket, directory: string): void {
    const assets = new BucketDeployment(this, 'Assets', {
      sources: [Source.asset(directory)],
      destinationBucket: files,
      exclude: PAGES,
      // Tabs that are open still load the parts of the version they began with.
      prune: false,
      cacheControl: [
        CacheControl.setPublic(),
        CacheControl.maxAge(Duration.seconds(YEAR_SECONDS)),
        CacheControl.immutable(),
      ],
    });
    const pages = new BucketDeployment(this, 'Page', {
      sources: [Source.asset(directory)],
      destinationBucket: files,
      exclude: ['*'],
      include: PAGES,
      prune: false,
      cacheControl: [CacheControl.noCache()],
    });
    pages.node.addDependency(assets);
    this.acknowledgeCopier(files);
  }

  /** CDK's own function copies the files when the stack is deployed, and is never called after that. */
  private acknowledgeCopier(files: Bucket): void {
    const copier = this.node.children.find(({ node }) => node.id.startsWith('Custom::CDKBucketDeployment'));
    if (!copier) throw new Error('the copier of static files was not found');
    const logicalId = this.getLogicalId(files.node.defaultChild as CfnBucket);
    const assets = 'arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*';
    const wildcards = ['GetObject*', 'GetBucket*', 'List*', 'DeleteObject*', 'Abort*'].map(
      (action) => `Action::s3:${action}`,
    );
    const rules = [
      'AwsSolutions-L1',
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
      ...[...wildcards, `Resource::<${logicalId}.Arn>/*`, `Resource::${assets}`].map(
        (what) => `AwsSolutions-IAM5[${what}]`,
      ),
    ];
    for (const id of rules) {
      const reason =
        'CDK’s own copier of static files: it runs during a deployment only, and reaches the console’s files and CDK’s assets.';
      Validations.of(copier).acknowledge({ id, reason });
    }
  }
}
