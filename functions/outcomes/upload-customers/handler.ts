import { addCustomers } from '../../../shared/outcomes/add-customers.ts';
import { uploadCustomers } from '../../../shared/outcomes/contract/customers.ts';
import type { CustomerLists } from '../../../shared/outcomes/ports.ts';
import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';

export const handlerOf = (
  deps: ApiDeps & { readonly customers: CustomerLists; readonly personSecret: () => Promise<string> },
): HttpHandler => apiHandler(uploadCustomers, deps, ({ principal, body }) => addCustomers(deps, principal, body));
