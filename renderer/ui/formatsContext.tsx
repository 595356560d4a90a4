import { createContext, useContext } from 'react';
import { createFormats, type Formats } from './format';

export const FormatsContext = createContext<Formats>(createFormats('en', ['en-GB']));
export function useFormats(): Formats {
  return useContext(FormatsContext);
}
