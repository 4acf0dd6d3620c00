import { type AddCustomersPorts, addCustomers } from '../../../shared/outcomes/add-customers.ts';
import { uploadCustomers } from '../../../shared/outcomes/contract/customers.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const handlerOf = (deps: ApiDeps & AddCustomersPorts): HttpHandler =>
  apiHandler(uploadCustomers, deps, ({ principal, body }) => addCustomers(deps, principal, body));
