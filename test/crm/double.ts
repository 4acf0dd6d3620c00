import type { CrmKind } from '../../shared/crm/model.ts';
import type { Exchange, ExchangeAnswer } from '../../shared/crm/ports.ts';

/** A record as the double keeps it. */
interface Kept {
  readonly id: string;
  readonly fields: Record<string, unknown>;
}

interface Rules {
  readonly object: string;
  readonly externalIdField: string;
  readonly required: readonly string[];
}

const json = (status: number, value: unknown, more: Partial<ExchangeAnswer> = {}): ExchangeAnswer => ({
  status,
  text: value === undefined ? '' : JSON.stringify(value),
  ...more,
});

/**
 * The three CRMs as far as we use them, and as strict: tokens that end, unique external ids, required and unknown fields,
 * throttling. Shapes of requests and answers are those of their public documentation.
 */
export class CrmDouble {
  readonly records = new Map<string, Kept>();
  readonly asked: Exchange[] = [];
  /** Answers to give instead of the true ones, first come first served. */
  readonly faults: (ExchangeAnswer | Error)[] = [];
  #tokens = new Set<string>();
  #given = 0;
  refreshToken = 'refresh-1';

  readonly kind: CrmKind;
  readonly rules: Rules;
  readonly knownFields: ReadonlySet<string>;

  constructor(kind: CrmKind, rules: Rules, knownFields: readonly string[]) {
    this.kind = kind;
    this.rules = rules;
    this.knownFields = new Set([...knownFields, rules.externalIdField, ...rules.required]);
  }

  /** Ends every token that it gave. */
  expireTokens(): void {
    this.#tokens = new Set();
  }

  get refreshes(): number {
    return this.#given;
  }

  send = async (exchange: Exchange): Promise<ExchangeAnswer> => {
    this.asked.push(exchange);
    const fault = this.faults.shift();
    if (fault instanceof Error) throw fault;
    if (fault) return fault;
    const url = new URL(exchange.url);
    if (url.pathname.endsWith('/token')) return this.#token(exchange);
    if (!this.#isSignedIn(exchange)) return this.#expired();
    return exchange.method === 'GET' ? this.#read(url) : this.#upsert(url, JSON.parse(exchange.body ?? 'null'));
  };

  #token({ headers, body }: Exchange): ExchangeAnswer {
    if (headers['content-type'] !== 'application/x-www-form-urlencoded') return json(415, { error: 'invalid_request' });
    const form = new URLSearchParams(body);
    const isKnown =
      form.get('grant_type') === 'refresh_token' &&
      form.get('client_id') === 'app-1' &&
      form.get('client_secret') === 'secret-1' &&
      form.get('refresh_token') === this.refreshToken;
    // Zoho says so with status 200.
    if (!isKnown) return json(this.kind === 'zoho' ? 200 : 400, { error: 'invalid_grant' });
    this.#given += 1;
    const token = `access-${this.#given}`;
    this.#tokens.add(token);
    switch (this.kind) {
      case 'hubspot':
        return json(200, {
          access_token: token,
          refresh_token: this.refreshToken,
          expires_in: 1_800,
          token_type: 'bearer',
        });
      case 'salesforce':
        return json(200, {
          access_token: token,
          instance_url: 'https://acme.my.salesforce.example',
          token_type: 'Bearer',
        });
      case 'zoho':
        return json(200, { access_token: token, api_domain: 'https://www.zohoapis.example', expires_in: 3_600 });
    }
  }

  #isSignedIn({ headers }: Exchange): boolean {
    const scheme = this.kind === 'zoho' ? 'Zoho-oauthtoken' : 'Bearer';
    const [given, token] = (headers.authorization ?? '').split(' ');
    return given === scheme && this.#tokens.has(token ?? '');
  }

  #expired(): ExchangeAnswer {
    switch (this.kind) {
      case 'hubspot':
        return json(401, {
          status: 'error',
          message: 'The OAuth token used to make this call expired',
          category: 'EXPIRED_AUTHENTICATION',
        });
      case 'salesforce':
        return json(401, [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }]);
      case 'zoho':
        return json(401, { code: 'INVALID_TOKEN', details: {}, message: 'invalid oauth token', status: 'error' });
    }
  }

  /** The first rule that the fields break. */
  #refusal(
    fields: Record<string, unknown>,
  ): { readonly code: 'missing' | 'unknown'; readonly field: string } | undefined {
    const missing = this.rules.required.find((field) => fields[field] === undefined);
    if (missing) return { code: 'missing', field: missing };
    const unknown = Object.keys(fields).find((field) => !this.knownFields.has(field));
    return unknown === undefined ? undefined : { code: 'unknown', field: unknown };
  }

  #keep(externalId: string, fields: Record<string, unknown>): { readonly kept: Kept; readonly isNew: boolean } {
    const before = this.records.get(externalId);
    const id = before?.id ?? this.#nextId();
    const kept = { id, fields: { ...before?.fields, ...fields, [this.rules.externalIdField]: externalId } };
    this.records.set(externalId, kept);
    return { kept, isNew: before === undefined };
  }

  #nextId(): string {
    const number = this.records.size + 1;
    return this.kind === 'salesforce' ? `00Q${String(number).padStart(15, '0')}` : String(51_000 + number);
  }

  #upsert(url: URL, body: Record<string, unknown>): ExchangeAnswer {
    switch (this.kind) {
      case 'hubspot':
        return this.#upsertHubspot(url, body);
      case 'salesforce':
        return this.#upsertSalesforce(url, body);
      case 'zoho':
        return this.#upsertZoho(url, body);
    }
  }

  #upsertHubspot(url: URL, body: Record<string, unknown>): ExchangeAnswer {
    const { object, externalIdField } = this.rules;
    if (url.pathname !== `/crm/v3/objects/${object}/batch/upsert`) return json(404, { message: 'no such resource' });
    const [input] = body.inputs as { id: string; idProperty: string; properties: Record<string, unknown> }[];
    if (!input || input.idProperty !== externalIdField) return json(400, { message: 'idProperty is not unique' });
    const refusal = this.#refusal(input.properties);
    if (refusal) {
      const what = refusal.code === 'missing' ? 'was not set' : 'does not exist';
      return json(400, {
        status: 'error',
        category: 'VALIDATION_ERROR',
        message: `Property "${refusal.field}" ${what}`,
      });
    }
    const { kept, isNew } = this.#keep(input.id, input.properties);
    return json(200, { status: 'COMPLETE', results: [{ id: kept.id, properties: kept.fields, new: isNew }] });
  }

  #upsertSalesforce(url: URL, body: Record<string, unknown>): ExchangeAnswer {
    const { object, externalIdField } = this.rules;
    const path = new RegExp(`^/services/data/v\\d+\\.0/sobjects/${object}/${externalIdField}/([^/]+)$`).exec(
      url.pathname,
    );
    if (!path?.[1]) return json(404, [{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }]);
    if (externalIdField in body) {
      return json(400, [
        {
          errorCode: 'INVALID_FIELD',
          message: `The ${externalIdField} field should not be specified in the sobject data.`,
        },
      ]);
    }
    const refusal = this.#refusal(body);
    if (refusal) {
      return json(400, [
        refusal.code === 'missing'
          ? {
              errorCode: 'REQUIRED_FIELD_MISSING',
              message: `Required fields are missing: [${refusal.field}]`,
              fields: [refusal.field],
            }
          : { errorCode: 'INVALID_FIELD', message: `No such column '${refusal.field}' on sobject of type ${object}` },
      ]);
    }
    const { kept, isNew } = this.#keep(decodeURIComponent(path[1]), body);
    return json(isNew ? 201 : 200, { id: kept.id, success: true, errors: [], created: isNew });
  }

  #upsertZoho(url: URL, body: Record<string, unknown>): ExchangeAnswer {
    const { object, externalIdField } = this.rules;
    if (url.pathname !== `/crm/v6/${object}/upsert`) return json(404, { code: 'INVALID_URL_PATTERN', status: 'error' });
    const [data] = body.data as Record<string, unknown>[];
    const checks = body.duplicate_check_fields as string[];
    if (!data || !checks.includes(externalIdField)) return json(400, { code: 'INVALID_DATA', status: 'error' });
    const refusal = this.#refusal(data);
    if (refusal) {
      const code = refusal.code === 'missing' ? 'MANDATORY_NOT_FOUND' : 'INVALID_DATA';
      return json(202, {
        data: [{ code, details: { api_name: refusal.field }, message: 'required field not found', status: 'error' }],
      });
    }
    const { kept, isNew } = this.#keep(String(data[externalIdField]), data);
    const action = isNew ? 'insert' : 'update';
    return json(isNew ? 201 : 200, {
      data: [
        {
          code: 'SUCCESS',
          action,
          duplicate_field: isNew ? null : externalIdField,
          details: { id: kept.id },
          status: 'success',
        },
      ],
    });
  }

  #read(url: URL): ExchangeAnswer {
    const id = decodeURIComponent(url.pathname.slice(url.pathname.lastIndexOf('/') + 1));
    const wanted = (url.searchParams.get('properties') ?? url.searchParams.get('fields') ?? '').split(',');
    const kept = [...this.records.values()].find((record) => record.id === id);
    if (!kept) return this.kind === 'zoho' ? json(204, undefined) : json(404, {});
    const fields = Object.fromEntries(wanted.map((name) => [name, kept.fields[name] ?? null]));
    switch (this.kind) {
      case 'hubspot':
        return json(200, {
          id,
          properties: Object.fromEntries(
            Object.entries(fields).map(([name, value]) => [name, value === null ? null : String(value)]),
          ),
        });
      case 'salesforce':
        return json(200, { attributes: { type: this.rules.object }, Id: id, ...fields });
      case 'zoho':
        return json(200, { data: [{ id, ...fields }] });
    }
  }
}
