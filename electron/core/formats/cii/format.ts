// UN/CEFACT CII: XRechnung in CII, and what lies in a PDF of ZUGFeRD or Factur-X.
import { enFormat } from '../en16931/enFormat';
import { ciiInvoice } from './ciiInvoice';

export const ciiFormat = enFormat({
  id: 'cii',
  namespaces: ['urn:un:unece:uncefact:data:standard:CrossIndustryInvoice'],
  roots: ['CrossIndustryInvoice'],
  read: ciiInvoice,
});
