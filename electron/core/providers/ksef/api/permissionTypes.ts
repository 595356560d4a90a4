// What can be granted to whom, as the description of API 2.7 names it.

export interface Party<T extends string> {
  readonly type: T;
  readonly value: string;
}
type Person = 'Nip' | 'Pesel' | 'Fingerprint';

export type PersonPermission =
  | 'CredentialsManage'
  | 'CredentialsRead'
  | 'InvoiceWrite'
  | 'InvoiceRead'
  | 'Introspection'
  | 'SubunitManage'
  | 'EnforcementOperations'
  | 'CollectiveIdentifierManage';

interface Name {
  readonly firstName: string;
  readonly lastName: string;
}
interface Firm {
  readonly fullName: string;
}
interface Described {
  /** 5 to 256 characters. */
  readonly description: string;
}
export type PersonDetails =
  | { readonly subjectDetailsType: 'PersonByIdentifier'; readonly personById: Name }
  | {
      readonly subjectDetailsType: 'PersonByFingerprintWithIdentifier';
      readonly personByFpWithId: Name & { readonly identifier: Party<'Nip' | 'Pesel'> };
    }
  | {
      readonly subjectDetailsType: 'PersonByFingerprintWithoutIdentifier';
      readonly personByFpNoId: Name & {
        readonly birthDate: string;
        readonly idDocument: { readonly type: string; readonly number: string; readonly country: string };
      };
    };
type EuDetails =
  | Exclude<PersonDetails, { readonly subjectDetailsType: 'PersonByIdentifier' }>
  | {
      readonly subjectDetailsType: 'EntityByFingerprint';
      readonly entityByFp: Firm & { readonly address: string };
    };

export interface PersonGrant extends Described {
  readonly subjectIdentifier: Party<Person>;
  readonly permissions: readonly PersonPermission[];
  readonly subjectDetails: PersonDetails;
}
export interface EntityGrant extends Described {
  readonly subjectIdentifier: Party<'Nip'>;
  readonly permissions: readonly { readonly type: 'InvoiceRead' | 'InvoiceWrite'; readonly canDelegate?: boolean }[];
  readonly subjectDetails: Firm;
}
export type Authorization = 'SelfInvoicing' | 'RRInvoicing' | 'TaxRepresentative' | 'PefInvoicing';
export interface AuthorizationGrant extends Described {
  readonly subjectIdentifier: Party<'Nip' | 'PeppolId'>;
  readonly permission: Authorization;
  readonly subjectDetails: Firm;
}
export interface IndirectGrant extends Described {
  readonly subjectIdentifier: Party<Person>;
  readonly targetIdentifier?: { readonly type: 'Nip' | 'AllPartners' | 'InternalId'; readonly value?: string };
  readonly permissions: readonly ('InvoiceRead' | 'InvoiceWrite')[];
  readonly subjectDetails: PersonDetails;
}
export interface SubunitGrant extends Described {
  readonly subjectIdentifier: Party<Person>;
  readonly contextIdentifier: Party<'InternalId' | 'Nip'>;
  readonly subunitName?: string;
  readonly subjectDetails: PersonDetails;
}
export interface EuAdministrationGrant extends Described {
  readonly subjectIdentifier: Party<'Fingerprint'>;
  readonly contextIdentifier: Party<'NipVatUe'>;
  readonly euEntityName: string;
  readonly subjectDetails: EuDetails;
  readonly euEntityDetails: Firm & { readonly address: string };
}
export interface EuEntityGrant extends Described {
  readonly subjectIdentifier: Party<'Fingerprint'>;
  readonly permissions: readonly ('InvoiceRead' | 'InvoiceWrite')[];
  readonly subjectDetails: EuDetails;
}

export interface PersonalQuery {
  readonly contextIdentifier?: Party<'Nip' | 'InternalId'>;
  readonly permissionTypes?: readonly (PersonPermission | 'VatUeManage')[];
  readonly permissionState?: 'Active' | 'Inactive';
}
export interface PersonQuery extends Omit<PersonalQuery, 'permissionTypes'> {
  readonly queryType: 'PermissionsInCurrentContext' | 'PermissionsGrantedInCurrentContext';
  readonly authorizedIdentifier?: Party<Person>;
  readonly permissionTypes?: readonly PersonPermission[];
}
export interface SubunitQuery {
  readonly subunitIdentifier?: Party<'InternalId' | 'Nip'>;
}
export interface EntityQuery {
  readonly contextIdentifier?: Party<'Nip' | 'InternalId'>;
}
export interface SubordinateQuery {
  readonly subordinateEntityIdentifier?: Party<'Nip'>;
}
export interface AuthorizationQuery {
  readonly queryType: 'Granted' | 'Received';
  readonly authorizingIdentifier?: Party<'Nip'>;
  readonly authorizedIdentifier?: Party<'Nip' | 'PeppolId'>;
  readonly permissionTypes?: readonly Authorization[];
}
export interface EuEntityQuery {
  readonly vatUeIdentifier?: string;
  readonly authorizedFingerprintIdentifier?: string;
  readonly permissionTypes?: readonly ('VatUeManage' | 'InvoiceWrite' | 'InvoiceRead' | 'Introspection')[];
}
