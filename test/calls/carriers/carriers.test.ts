import { SIMULATED } from '../../../infra/local/carrier/dialects/all.ts';
import { carrierContract } from './carrier-contract.ts';

for (const name of SIMULATED) carrierContract(name);
