import { createContext, useContext } from 'react';
import type { z } from 'zod';
import type { CompanyView } from '../../shared/contract/companies';

export type Company = z.infer<typeof CompanyView>;
export const CompanyContext = createContext<Company | undefined>(undefined);

/** The company whose data the page shows; absent only while the first one is being connected. */
export function useCompanyOrNone(): Company | undefined {
  return useContext(CompanyContext);
}
export function useCompany(): Company {
  const company = useContext(CompanyContext);
  if (!company) throw new Error('This page is drawn only when there is a company');
  return company;
}
